import numpy as np
print(np.result_type(np.int8, np.uint8), np.result_type(3, np.float32), np.result_type('i4', 'f4'), np.result_type(np.arange(3), 1.5), np.result_type(np.int8(1), 1))
print(np.can_cast('i4', 'f4'), np.can_cast('i4', 'f8'), np.can_cast('f8', 'i4'), np.can_cast('f8', 'f4', 'same_kind'), np.can_cast(np.int64, np.uint8, casting='unsafe'), np.can_cast('u1', 'i2'), np.can_cast('i8', 'c8'))
print(np.issubdtype(np.int32, np.integer), np.issubdtype(float, np.floating), np.issubdtype('f4', np.float64), np.issubdtype(np.bool, np.integer), np.issubdtype(np.uint8, np.signedinteger), np.issubdtype(np.complex64, np.number))
