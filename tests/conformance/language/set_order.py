print({10, 20, 30, 40, 50}, {50, 40, 30, 20, 10}, set([10, 20, 30, 40, 50]))
print({10, 20, 30} | {40, 50}, {10, 20, 30}.union([40, 50]), {10, 20, 30}.union({40: 0, 50: 0}))
a = {839, 5, 392, 32, 19, 336, 624, 520, 17, 492, 690, 760}
print(a, a - {5}, a & set(range(600)), a ^ {392, 8, 16}, a.difference([1, 2, 3]), sep='\n')
b = set(a)
b -= {32, 19}
b.add(64)
print(b, b.pop(), b.pop(), b)
b ^= set(range(0, 700, 40))
print(b, list(b)[:3], set(b), b.copy() == b)
print({x * x % 101 for x in range(30)}, {(1, 2), (3, 4), (5, 6)}, {1.5, 2.5, -3.5, 1e10, 7})
print(frozenset([33, 1, 65, 97]), {1, 33} | frozenset({65}), {True, 2, 1.0}, {10**20, 10**20 + 1, 1 << 70})
for x in {100, 7, 64, 8, 16}:
    print(x, end=' ')
print({10**50: 1, 10**50 + 1: 2})
s = set(range(0, 100, 9))
while s:
    print(s.pop(), end=' ')
print()
