"""Numbers of one C type in a row, and arrays over their memory."""

import array
import copy

import numpy as np


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for code in array.typecodes:
    if code == "u":
        continue
    a = array.array(code, [1, 2, 3])
    print(a, a.typecode, a.itemsize, len(a), a.tolist(), a.tobytes())
    v = np.asarray(a)
    print(v.dtype, v, np.frombuffer(a, dtype=v.dtype), np.array(a).base is None)
    for x in [-1, 255, 256, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, -(2**63) - 1, 1.5, "x", None, True]:
        attempt(array.array, code, [x])
attempt(array.array, "z")
attempt(array.array, "ii")
attempt(array.array, 1)
attempt(array.array)
attempt(array.array, "i", "abc")
attempt(array.array, "i", 5)
attempt(array.array, "i", b"12345678")
attempt(array.array, "i", b"123")
attempt(array.array, "d", range(3))
attempt(array.array, "d", array.array("i", [1, 2]))
a = array.array("i", range(10))
for i in [0, -1, 9, 10, -11, 1.5, "x", slice(2, 5), slice(None, None, -2), slice(8, 20), None]:
    attempt(a.__getitem__, i)
a[0] = 100
a[1:3] = array.array("i", [7, 8, 9])
a[::5] = array.array("i", [-1, -2, -3][: len(a[::5])])
print(len(a))
print(a)


def put(i, v):
    a[i] = v


for i, v in [(99, 1), (0, "x"), (0, 2**40), (slice(0, 2), [1, 2]), (slice(0, 2), array.array("d")), (slice(0, 6, 2), array.array("i", [1]))]:
    attempt(put, i, v)
del a[0]
del a[1:3]
del a[::3]
print(a, 7 in a, 99 in a, a.index(a[-1]), a.count(a[0]))
attempt(a.index, 1234)
a.append(5)
a.extend([6, 7])
a.insert(1, 50)
a.fromlist([1])
a.frombytes(b"\1\0\0\0")
print(a, a.pop(), a.pop(0))
a.remove(50)
attempt(a.remove, 50)
attempt(a.pop, 100)
attempt(array.array("i").pop)
attempt(a.append, "x")
attempt(a.extend, array.array("d"))
attempt(a.frombytes, b"123")
attempt(a.fromlist, (1,))
a.reverse()
print(a, a + a, a * 2, 2 * a, list(a), sum(a), max(a), sorted(a))
attempt(lambda: a + [1])
attempt(lambda: a + array.array("d"))
attempt(lambda: a * 1.5)
attempt(hash, a)
b = copy.copy(a)
b[0] = -9
print(a == b, a < b, a == array.array("d", a), a == a.tolist(), a != b)
b.byteswap()
print(b)
print(array.array("f", [0.1, 1e10]), array.array("d", [0.1, float("nan")]), array.array("i"))
a += array.array("i", [1])
print(a, bool(array.array("i")), bool(a))

# One memory.
a = array.array("d", [1, 2, 3, 4])
x = np.frombuffer(a)
y = np.asarray(a)
m = memoryview(a)
x[0] = 10
y[1] = 20
print(a, x, y, np.shares_memory(x, y), x.flags.writeable, m[0], m.format, m.shape)
a[2] = 30
print(x, y)
attempt(a.append, 5)
attempt(lambda: a.__delitem__(0))
del x, y, m
a.append(5)
print(a, np.sum(a), np.mean(a), np.add(a, 1), a * np.ones(5) if False else np.multiply(a, np.ones(5)))
print(np.array([a, a]).shape, np.array(a, dtype=int), np.concatenate([a, a]).dtype, np.array(array.array("B", [1, 2])).dtype)
