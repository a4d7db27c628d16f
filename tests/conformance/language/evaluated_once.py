"""What an index or an operand is made of is evaluated once, however it is run."""

import numpy as np

calls = []


def seen(x):
    calls.append(1)
    return x


def masked(a, limit):
    a = a[a <= limit]
    a[a > 1] = 9
    b = a[seen(a) < 3]
    b = a[-(seen(1))] + b
    return a, b, a[[0, 1]], a[len(a) - 1]


for k in range(3):
    print(*masked(np.arange(5.0), 3), len(calls))

a = np.arange(6)
for k in range(2):
    a = a[a < 5]
    a[a * 2 > 3] += seen(1)
    print(a, a[-1], a[k + 1], len(calls))
u = np.random.default_rng(3)
for k in range(3):
    i = a[u.integers(0, 2, 4)]
    print(i, u.random())
