a, *b, c = 1, 2, 3, 4
(d, e), f = (1, 2), 3
[g, h] = 'xy'
print(a, b, c, d, e, f, g, h, [*b, *range(2)], (*b, 9), {*b})
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)
*rest, = 'ab'
print(rest)
x = y = []
print(x is y)
def total(*args, **kwargs):
    return args, kwargs
print(total(*[1, 2], *(3,), **{'k': 1}, z=2))
try:
    a, b = 1, 2, 3
except ValueError as err:
    print(err)
try:
    a, b, c = 1, 2
except ValueError as err:
    print(err)
try:
    a, *b, c = [1]
except ValueError as err:
    print(err)
try:
    a, b = 5
except TypeError as err:
    print(err)
