import numpy as np
a = np.array([[1.5, 2.25], [3.125, 4]])
print(np.array2string(a), np.array2string(a, separator=', '), np.array2string(a, precision=1), np.array2string(a, prefix='abc '), np.array2string(a, separator=',', suppress_small=True), np.array2string(np.arange(5), max_line_width=8), np.array2string(np.arange(2000), threshold=10, edgeitems=1), np.array_repr(a), np.array_str(a, precision=1), np.array2string(np.arange(3), formatter={'int': hex}), sep='\n')
