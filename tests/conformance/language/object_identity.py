a = [1]
b = [1]
print(a is b, a == b, a is a, id(a) == id(a), None is None, True is True)
import numpy as np
x = np.arange(3)
print(x is x, x[:] is x, x[...] is x, x.T is x, x.view() is x, np.asarray(x) is x, (x == x[:]).all())
