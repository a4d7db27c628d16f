"""The methods behind operators, called by their own names."""
import numpy as np

a = np.arange(6).reshape(2, 3)
s = np.float32(2.5)
print(a.__repr__(), a.__str__(), s.__repr__(), s.__format__('.2f'), (3).__repr__(), 'a'.__str__(), [1].__repr__())
print(a.__add__(1), a.__rsub__(10), a.__truediv__(2), a.__matmul__(a.T), a.__neg__(), a.__lt__(3), a.__eq__(a))
print(a.__getitem__((0, 1)), a.__contains__(3), a.__len__(), [1, 2].__getitem__(0), 'abc'.__contains__('b'), {1: 2}.__getitem__(1))
a.__setitem__((0, 0), 9)
a.__iadd__(1)
print(a)
print((3).__add__(4), (3).__add__(4.0), (3.5).__add__(1), (3.5).__radd__(np.float64(2)), (3).__eq__('a'), (2).__pow__(3), (7).__divmod__(2), (7).__floordiv__(2))
print(s.__add__(1), s.__radd__(1), s.__mul__(s), s.__int__(), s.__float__(), s.__bool__(), s.__abs__(), np.int8(3).__invert__(), np.int8(3).__lshift__(1))
print('a'.__add__('b'), [1].__mul__(2), (1,).__add__((2,)), 'a'.__lt__('b'), (1).__lt__(2), (1.5).__ge__(2))
print(hasattr(a, '__iter__'), hasattr(3, '__iter__'), hasattr([], '__len__'), hasattr(3.0, '__and__'), hasattr({}, '__add__'))
print((5).__hash__() == hash(5), np.dtype('i4').__repr__(), np.dtype('i4').__str__(), None.__repr__())
