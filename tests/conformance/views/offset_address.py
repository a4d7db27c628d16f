import numpy as np
a = np.zeros((5, 5))
def address(x):
    return x.__array_interface__['data'][0]
b = a[1:3, 1:3]
print(address(b) - address(a), b.strides, address(a.T) == address(a), address(a[::-1]) - address(a), address(a[::-1, ::-1]) - address(a))
print(a.__array_interface__['shape'], a.__array_interface__['typestr'], b.__array_interface__['strides'], a.__array_interface__['strides'], a.__array_interface__['version'])
print(a.ctypes.data == address(a), a.__array_interface__['data'][1], sorted(a.__array_interface__))
