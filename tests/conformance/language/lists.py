a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.insert(0, 9)
print(a, a.pop(), a.pop(0), a, a.index(2), a.count(1), len(a), 3 in a, a[::-1], a[1:3], a + [7], a * 2)
a.sort()
print(a)
a.sort(reverse=True, key=lambda v: v % 3)
a.remove(4)
a.reverse()
print(a, a.copy() == a, a.copy() is a, [1, 2] < [1, 3], min(a), max(a), sum(a), sorted(a), list(reversed(a)))
a[1:2] = [10, 20, 30]
del a[0], a[-1]
a[::2] = [0] * len(a[::2])
print(a)
a.clear()
print(a, [[0] * 2 for _ in range(2)], [[]] * 2)
for f in (lambda: a.pop(), lambda: [1].remove(5), lambda: [1].index(5), lambda: [1][3], lambda: [1, 2].pop(9)):
    try:
        f()
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
