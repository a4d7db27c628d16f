r = range(2, 20, 3)
print(r, list(r), len(r), r[2], r[-1], r[1:3], 5 in r, 6 in r, r.start, r.stop, r.step, range(0), list(range(5, 0, -2)), range(3) == range(0, 3, 1), r.index(8), list(reversed(range(3))), sum(range(101)))
for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: r[10]):
    try:
        f()
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
