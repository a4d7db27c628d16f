import numpy as np


def shown(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)


# Elements are the objects themselves.
x = [1, 2]
a = np.array([x, None, 'a', 1.5, {'k': 1}, np.arange(3)], dtype=object)
print(a[0] is x, a[1] is None, a[4] is a[4], a[-1] is a[5])
x.append(3)
print(a)
print(repr(a))
b = a[::2]
b[0] = 'seen through'
print(a[0], b.base is a, a.nbytes, a.itemsize, a.strides, a.dtype)
c = a.copy()
c[4]['k'] = 2
print(a[4], c[4] is a[4])

# Writes: one place takes the value itself, several take its items.
e = np.empty(3, dtype=object)
print(e)
e[0] = [1, 2]
e[1] = (3, 4)
e[2] = np.zeros(2)
print(e)
e[:] = [[1, 2], [3, 4], [5, 6]]
print(e)
e[:] = 7
print(e)
e[1:] = ['p', None]
print(e)
e[[0, 2]] = [10, 20]
print(e)
e[np.array([True, False, False])] = 'masked'
print(e)
m = np.empty((2, 2), dtype=object)
m[0] = ['a', [1]]
m[1, 1] = m[0]
print(m)
z = np.array(5, dtype=object)
print(repr(z), z, z[()], z.item(), z.shape)
z[()] = None
print(repr(z))
z[...] = [1, 2]
print(repr(z))
e.fill([1])
print(e, e[0] is e[1])


def wrong(f):
    try:
        f()
        print('fine')
    except Exception as e:
        print(type(e).__name__ + ':', e)


def store(a, i, v):
    a[i] = v


wrong(lambda: store(e, slice(None), [1, 2]))
wrong(lambda: store(m, slice(None), [1, 2, 3]))
wrong(lambda: store(e, 3, 0))
wrong(lambda: store(np.zeros(2), 0, None))
wrong(lambda: store(np.zeros(2), 0, {}))
wrong(lambda: store(np.zeros(2, int), 0, None))
wrong(lambda: store(np.zeros(2), slice(None), a[:2]))

# Views, copies and what moves elements.
v = np.array([[1, 'b', None], [[2], 3.0, ()]], dtype=object)
print(v.T)
print(v.T.strides, v.ravel()[1:3], v[:, ::-1])
print(v.reshape(3, 2), v.flatten(order='F'))
print(v[[1, 0], [2, 1]], v[v == None], v[0, [True, False, True]])
print(v.T.copy()[0], np.ascontiguousarray(v.T).flags.c_contiguous)
print(v.flags.owndata, v[0].flags.owndata, np.shares_memory(v, v[0]))
for row in v:
    print(type(row).__name__, list(row))
for i, q in np.ndenumerate(v):
    print(i, q)
print([type(q).__name__ for q in v.flat], v.tolist())
print('b' in v, 3 in v, None in v, 'zz' in v)

# An array that holds itself.
s = np.empty(2, dtype=object)
s[0] = s
print(s)
print(repr(s))
s[0] = None

# Many come and go.
total = 0
for i in range(3000):
    t = np.array([[i], str(i), None, i], dtype=object)
    total += t[3] + len(t[1])
    e[i % 3] = t
print(total, e[0][0], e[1][1], e[2][3])
shown(lambda: np.array([1, 2], dtype=object).view(int))
shown(lambda: np.array([1, 2]).view(object))
shown(lambda: np.array([1, 2], dtype=object).view('O'))
shown(lambda: np.frombuffer(b'12345678', dtype=object))

# A deep copy copies the elements too.
import copy

p = np.array([1, 'm', [2, 3, 4]], dtype=object)
q = copy.deepcopy(p)
q[2][0] = 10
print(q, p, copy.copy(p)[2] is p[2])
