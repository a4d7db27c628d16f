import numpy as np
names = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
for source in names:
    a = np.array([0, 1, 100], dtype=source) if source != 'bool' else np.array([False, True, True])
    for target in names:
        print(source, target, repr(a.astype(target)), *(np.can_cast(source, target, c) for c in ('no', 'equiv', 'safe', 'same_kind', 'unsafe')))
wide = np.array([-1, 255, 256, 65535, 2**31, 2**32 + 5, -2**63])
for target in names:
    print(target, wide.astype(target))
