import numpy as np
a = np.array([(1, 2.5, 'ab'), (3, 4.5, 'cd')], dtype=[('id', 'i4'), ('x', 'f8'), ('name', 'U3')])
print(a, repr(a), a.dtype, a.itemsize, a.strides, a['x'], a['x'].strides, np.shares_memory(a, a['x']), a['id'].base is a, sep='\n')
a['x'] *= 2
print(a[0], a[0]['x'], a[1].tolist(), a.dtype.names, a.dtype.fields['x'][1], a.dtype.fields['name'][1], a[a['id'] > 1])
p = np.zeros(2, dtype={'names': ['a', 'b'], 'formats': ['i1', 'i4'], 'offsets': [0, 4], 'itemsize': 8})
print(p.dtype, np.dtype('i1,f8'), np.dtype([('a', 'i1'), ('b', 'i8')], align=True).itemsize)
try:
    a['nope']
except ValueError as e:
    print(type(e).__name__, e)
