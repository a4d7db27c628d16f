import numpy as np
print(np.zeros((4, 8)).strides)
print(np.zeros((4, 5, 6, 7, 8)).strides)
print(np.zeros((4, 5, 6, 7, 8), order='F').strides)
print(np.zeros((4, 5), dtype=np.int8).strides, np.zeros((4, 5), dtype='c16').strides)
print(np.zeros((3, 0, 2)).strides, np.zeros((3, 1, 2)).strides, np.zeros(()).strides)
