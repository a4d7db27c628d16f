a = [1, 2]
b = a
b.append(3)
c = a[:]
c.append(4)
d = [[0] * 2] * 2
d[0][0] = 1
print(a, b is a, c, d)
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2))
a += [5]
print(b)
a = a + [6]
print(b, a)
