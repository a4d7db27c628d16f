# Loops and functions whose operands change their kind on the way: ints, floats, big ints, arrays, text, names unbound.
import warnings

import numpy as np


def shown(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def factorial(n):
    out = 1
    for i in range(1, n + 1):
        out *= i
    return out


shown(factorial, 20), shown(factorial, 25)


def mixed(items):
    total = 0
    for x in items:
        total = total + x * 2 - 1
    return total


shown(mixed, [1, 2.5, True, 2**70, 1 - 2j])
shown(mixed, [1, np.float64(2), np.int64(3), np.arange(3)])
shown(mixed, [1, "a"])
shown(mixed, (1, None))
shown(mixed, "")
shown(mixed, 5)


def unbound(flag):
    if flag:
        x = 1
    y = x + 1
    return y


shown(unbound, True), shown(unbound, False)


def unbound_operand(n):
    for i in range(n):
        late = i
    return n * 2 + late


shown(unbound_operand, 3), shown(unbound_operand, 0)


def unbound_condition(n):
    while n > 0 and missing_global < 3:
        n -= 1
    return n


shown(unbound_condition, 0), shown(unbound_condition, 1)


def deleted(n):
    x = n
    del x
    return x


shown(deleted, 1)


def breaks(n):
    seen = []
    for i in range(n):
        if i == 2:
            continue
        for j in range(i):
            if j > 2:
                break
            seen.append((i, j))
        else:
            seen.append("else")
        if i == 5:
            break
    else:
        return "all", seen
    return "broke", seen


shown(breaks, 4), shown(breaks, 9)


def whiles(n):
    out = []
    while n:
        n -= 1
        try:
            if n % 3 == 0:
                continue
            if n == 4:
                break
            out.append(10 // (n - 7))
        except ZeroDivisionError as e:
            out.append(str(e))
        finally:
            out.append(n)
    else:
        out.append("else")
    return out


shown(whiles, 3), shown(whiles, 10)


def early(n):
    for i in range(n):
        try:
            if i == 3:
                return i
        finally:
            i += 100
    return None, i


shown(early, 2), shown(early, 5)


def divide(a, b):
    c = a / b
    return c


def caller(a, b):
    x = divide(a, b) + divide(b, a)
    return x


shown(caller, 1, 2), shown(caller, 0, 2), shown(caller, 2, 0)


def chain(a, b):
    return a < b < 10, a < b and b < 10, a or b, a and b, not a, not (a < b or b < 0), a if a > b else b


for pair in [(1, 2), (0, 5.5), (3, 20), (2**70, 1), ("a", "b"), (np.float64(1), 2), (np.arange(1), 1)]:
    shown(chain, *pair)
shown(chain, np.arange(3), 1)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


shown(fib, 15), shown(fib, 1.5), shown(fib, "a"), shown(fib, np.int64(9))


def deep(n):
    return 1 + deep(n + 1)


try:
    deep(0)
except RecursionError as e:
    print("RecursionError", str(e)[:32])


def defaults(a, b=2, *, c=3):
    return a * b + c


def calls(n):
    return [defaults(n), defaults(n, 5), defaults(n, b=1), defaults(n, c=0), defaults(*(n, 2)), len([n]), max(n, 3)]


shown(calls, 4)


def few():
    return defaults()


def many():
    return defaults(1, 2, 3)


def no_function(x):
    return x(1)


shown(few), shown(many), shown(no_function, 3)


def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step


step = counter()
for _ in range(3):
    step()
print(step(10), step(0.5), step(2**64))


def swaps(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    (c, d), e = (a, b), [a]
    x, y, z = c, d, e
    x, *y = y, z, x
    return a, b, c, d, e, x, y, z


shown(swaps, 10), shown(swaps, 120)


def walrus(n):
    total = 0
    while (n := n - 1) > 0:
        total += (k := n * 2) + k
        total += (total := 1)
    return total, k


shown(walrus, 5)


def elements(a, i, j, v):
    a[i, j] = v * 2
    a[i, j] = a[i, j] + v
    a[i] = a[i, j]
    a[0, 0] += v
    return a.tolist(), a[j, i], a[i][j]


m = np.zeros((2, 2))
shown(elements, m.copy(), 1, 0, 3), shown(elements, m.copy(), np.int64(1), -1, 2.5), shown(elements, m.copy(), 2, 0, 1)
shown(elements, m.astype(int), 1, True, 2.9), shown(elements, m.astype("U3"), 1, 0, 1)
shown(elements, m.copy(), 0, None, 1), shown(elements, [[1, 2]], 0, 0, 1), shown(elements, m, 0, 0, "x")
m.flags.writeable = False
shown(elements, m, 0, 0, 1)


def picks(box, key):
    return box[key], box[key] * 2, box[key] + box[key]


shown(picks, [1, 2, 3], 1), shown(picks, (1, 2), -1), shown(picks, {1: 2}, 1), shown(picks, {1: 2}, 3)
shown(picks, "text", 1), shown(picks, [1], 5), shown(picks, np.arange(4.0), 2), shown(picks, np.arange(4), 9)
shown(picks, {(1, 2): 3}, (1, 2)), shown(picks, np.eye(2), (1, 1)), shown(picks, 5, 0), shown(picks, range(9), 4)


def in_place(a):
    b = a
    b += 1
    b *= 2
    return a, b, a is b


shown(in_place, 3), shown(in_place, np.arange(3)), shown(in_place, [1]), shown(in_place, "x"), shown(in_place, 1.5)


def text(n):
    s = ""
    for c in "abc":
        s += c
        s += str(n)
    return s


shown(text, 1)


def warns(x):
    for k in range(2):
        y = x / k
    return y


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    shown(warns, np.float64(1)), shown(warns, np.ones(2))
    print([str(w.message) for w in caught])
shown(warns, 1)


def kinds(n):
    out = [n ** 2, 2 ** n, n << 3, n >> 1, n & 6, n | 9, n ^ 5, -n, +n, ~n, n // 2, n % 3, n / 4, -n // 2, -n % 3]
    return out + [n ** -1, 1 << n, n == 7, n != 7, n is None, n in (7, 8), 2 - n, 3 * n, 7 // n, 7 % n]


shown(kinds, 7), shown(kinds, 100), shown(kinds, True), shown(kinds, 1.5), shown(kinds, 0)
shown(kinds, np.int64(7))


def local_names(a):
    b = a + 1
    for c in range(2):
        pass
    return sorted(locals().items()), [x * a for x in range(3) if x != b]


shown(local_names, 2)


def iterators(d):
    out = []
    for k, v in d.items():
        for i, x in enumerate(v):
            out.append((k, i, x))
    for a, b in zip(range(3), "xyz"):
        out.append(a * b)
    for x in (i * i for i in range(3)):
        out.append(x)
    return out


shown(iterators, {"a": [1, 2], "b": "z"})


def grows(items):
    for x in items:
        if len(items) < 6:
            items.append(x + 1)
    return items


shown(grows, [1])


def changed(d):
    for k in d:
        d[k + 1] = 0


shown(changed, {1: 0})


def truths(items):
    n = 0
    for x in items:
        if x:
            n += 1
        if not x:
            n += 10
        while x and n > 90:
            n -= 1
    return n


shown(truths, [0, 1, "", "a", [], None, 0.0, np.float64(0), np.array([3])]), shown(truths, [np.arange(2)])

# The same at the level of the module.
s = 0
for i in range(10):
    s += i * 2 % 7
    if s > 30:
        break
else:
    print("else")
print(i, s)
while s:
    s -= 1
    if s < 5:
        break
print(s)
x = np.zeros((3, 3))
for q in range(3):
    for r in range(3):
        x[q, r] = q * r + x[q, r]
        x[r, q] -= 1
print(x)
for s in [1, 2.5, "a", None]:
    pass
print(s)
big = 1
for i in range(70):
    big = big * 3
print(big, i)
k = 0
while True:
    k += 1
    try:
        if k == 3:
            continue
        if k > 5:
            break
        print(k, 6 // (k - 4))
    except ZeroDivisionError:
        print("zero")
del k
try:
    for i in range(3):
        k = k + 1
except NameError as e:
    print(e, i)
for a, (b, *c) in [(1, (2, 3, 4)), ("x", "yz")]:
    print(a, b, c)
for x[0, 0] in range(3):
    pass
print(x[0, 0], [y for y in range(4) if y % 2], {y: y * y for y in range(3)})
