import numpy as np
a = np.arange(3)
def inplace(f):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
def add():
    global a
    a += 1.5
def div():
    global a
    a /= 2
def out():
    np.sqrt(a, out=a)
def add_complex():
    b = np.zeros(2)
    b += 1j
def bool_minus():
    np.array([True]) - np.array([False])
def neg_bool():
    -np.array([True])
for f in (add, div, out, add_complex, bool_minus, neg_bool):
    inplace(f)
print(a)
b = np.zeros(2, dtype=np.float32)
b += np.float64(0.1)
b += np.ones(2)
print(repr(b))
