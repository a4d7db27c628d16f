x = 5
x += 1; x -= 2; x *= 3; x /= 4; x **= 2; x //= 2; x %= 3
print(x)
n = 6
n &= 3; n |= 8; n ^= 1; n <<= 2; n >>= 1
print(n)
s = 'a'
s += 'b'
s *= 2
d = {'k': [1]}
d['k'] += [2]
d['k'][0] -= 5
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(type(e).__name__, e, t)
print(s, d)
