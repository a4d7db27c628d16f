import numpy as np
scores = np.array([3, 1, 2, 3, 1, 2, 3, 2, 1, 3])
print(np.argsort(scores), np.argsort(-scores), np.argsort(scores, kind="stable"))
print(np.argsort(scores.astype(float)), np.argsort(scores.astype(np.int8)), np.argsort(scores.astype(complex)))
for n in (4, 7, 8, 9, 16, 17, 30, 64, 100, 200):
    a = np.arange(n) * 7 % 5
    for t in (np.int64, np.float64, np.int32, np.float32, np.uint64, np.int16, np.uint8, np.float16, np.complex64, bool, "U2", "S2"):
        b = a.astype(t)
        i = np.argsort(b)
        print(n, b.dtype, i[:20], int((i * np.arange(n)).sum()), np.argsort(b, kind="heapsort")[:6], np.argsort(b, kind="mergesort")[:6])
x = np.array([2, np.nan, 1, 2, np.nan, 1, 0, 2, 1, 0, np.nan, 2, 1, 1, 2, 0, 3, 3, np.nan, 1])
print(np.argsort(x), np.argsort(x[:12]), np.argpartition(x, 4), np.partition(x, 4), np.partition(x, 18))
for t in (np.int64, np.float64, np.uint8, np.complex128, bool, "U1"):
    for n in (5, 9, 20, 45):
        b = (np.arange(n) * 11 % 13).astype(t)
        for kth in (0, 2, n // 2, n - 1, -2, [1, n // 2], [n - 1, 0, 4]):
            print(b.dtype, n, kth, np.partition(b, kth)[:30], np.argpartition(b, kth)[:30])
m = np.array([[7, 7, 1], [4, 4, 4], [9, 0, 9]], dtype=np.uint8)
print(np.partition(m, 1, axis=0), np.argpartition(m, 1, axis=None), np.argsort(m, axis=0), np.argsort(m, axis=None))
m.partition(1, axis=1)
print(m)
for f in (lambda: np.partition([1, 2], 5), lambda: np.partition([1, 2], 1.0), lambda: np.partition([1, 2], True), lambda: np.partition([1, 2], 0, kind="q"), lambda: np.partition([], 0), lambda: np.argpartition([1], [[0]]),
          lambda: np.sort([1], kind="x"), lambda: np.sort([1], kind="stable", stable=True), lambda: np.argsort([1], order="f"), lambda: np.lexsort(3), lambda: np.lexsort([])):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
