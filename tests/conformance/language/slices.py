a = list(range(10))
print(a[2:5], a[:3], a[7:], a[-3:], a[::3], a[::-1], a[5:2], a[5:2:-1], a[-100:100], 'hello'[1:-1], (1, 2, 3)[::2], a[slice(1, 4)], slice(None, None, -1).indices(5), a[True:])
a[2:4] = []
a[:0] = [99]
print(a)
a[::2] = 'abcde'[:len(a[::2])]
print(a)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
try:
    a[0:1] = 5
except TypeError as e:
    print(e)
del a[1::2]
print(a)
