import numpy as np
for a in ([3, 1, 2, 3], [2.5, np.nan, 2.5, np.nan], ["b", "a", "b"], [True, False, True], [], [1 + 2j, 1j, 1j]):
    a = np.array(a)
    print(np.unique_all(a), np.unique_counts(a), np.unique_inverse(a), np.unique_values(a))
r = np.unique_counts([4, 4, 5])
print(r.values, r[1], len(r), isinstance(r, tuple), r._fields, tuple(r), r == (1, 2) if False else "")
values, counts = np.unique_counts([[1, 2], [2, 3]])
print(values, counts, dict(zip(values.tolist(), counts.tolist())))
print(np.unique([10, 20, 30, 5], sorted=False), np.unique([b"x", b"a", b"x"], sorted=False))
for kind in (None, "sort", "table", "x"):
    for invert in (False, True):
        try:
            print(kind, np.isin([[1, 2], [3, 4]], [2, 4, 9], kind=kind, invert=invert), np.isin([1.5, 2], [2, 3, 4], invert=invert, kind=kind))
        except ValueError as e:
            print(e)
print(np.isin([np.nan, 1], [np.nan]), np.isin(["a", "b"], ["b"]), np.isin(5, [5, 6]), np.isin([], [1]), np.isin([1], []))
print(np.union1d(np.array([1, 2], np.uint8), 3).dtype, np.setxor1d([1, 2], [2, 3]), np.setdiff1d([3, 1, 3], [1]), np.setdiff1d([3, 1, 3], [1], assume_unique=True))
print(np.intersect1d([1, 3, 4, 3], [3, 1, 2, 1], return_indices=True))
print(np.searchsorted(np.array([1, 2, 3], np.uint8), -1), np.searchsorted(np.array([1, 2, 3], np.uint8), 300), np.searchsorted(np.array([0.1, 0.2], np.float32), 0.1), np.searchsorted([3, 1, 2], [1, 2, 3]))
print(np.searchsorted(["a", "c"], "b"), np.searchsorted([1, 2, 3], [2, 5], side="right"), np.searchsorted([30, 10, 20], 15, sorter=[1, 2, 0]))
print(np.digitize([0.5, 1, 2.5], [0, 1, 2]), np.digitize([0.5, 1, 2.5], [2, 1, 0], right=True), np.digitize(3, [0, np.nan]), np.digitize([1, 2], [1, 1]))
print(np.bincount(np.array([1, 2], np.uint64)), np.bincount([0, 1, 1], weights=[0.5, 1, 2]), np.bincount([], minlength=3), np.bincount([2], minlength=5))
for f in (lambda: np.searchsorted([1, 2], 1, side="x"), lambda: np.searchsorted([1, 2], 1, side="r"), lambda: np.searchsorted([1, 2], 1, side=None), lambda: np.searchsorted([1, 2], 1, sorter=3), lambda: np.searchsorted([1, 2], 1, sorter=[0.5, 1]),
          lambda: np.searchsorted([1, 2], 1, sorter=[0]), lambda: np.searchsorted([1, 2], 1, sorter=[0, 7]), lambda: np.searchsorted([[1]], 1), lambda: np.searchsorted(1, 1), lambda: np.digitize(1j, [1]), lambda: np.digitize(1, [1, 3, 2]),
          lambda: np.digitize(1, ["a"]), lambda: np.digitize(1, [[1]]), lambda: np.bincount([-1]), lambda: np.bincount([1.5]), lambda: np.bincount([1], minlength=-1), lambda: np.bincount([1], minlength=None), lambda: np.bincount([1], [1, 2]),
          lambda: np.bincount([[1]]), lambda: np.histogram([1], range=(0, 1, 2)), lambda: np.histogram([1], range=(1, 0)), lambda: np.histogram([1], bins=0), lambda: np.histogram([1], bins=[2, 1]), lambda: np.histogram([np.nan])):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
