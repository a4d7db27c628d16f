s = {1, 2, 3}
s.add(4)
s.discard(9)
s.remove(1)
print(s, len(s), 2 in s, s | {7}, s & {2, 3, 9}, s - {2}, s ^ {2, 5}, {2} <= s, s.issuperset({3}), sorted(s.union([9])), set(), set([1, 1]), s == {4, 3, 2}, {x % 3 for x in range(10)}, s.isdisjoint({8}), frozenset([1]))
try:
    s.remove(99)
except KeyError as e:
    print(type(e).__name__, e)
s.update([5, 6])
s -= {5}
print(s, min(s), sum(s))
