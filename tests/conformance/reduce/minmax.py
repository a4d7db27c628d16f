import numpy as np
a = np.array([[3, 1, 2], [9, 7, 8]])
print(a.min(), a.max(), a.min(axis=0), a.max(axis=1), np.ptp(a), np.ptp(a, axis=1), a.argmin(), a.argmax(axis=0), a.argmax(axis=1), np.argmin(a, axis=1, keepdims=True), np.max(a, initial=10), np.min(a, where=a > 2, initial=99), np.amax(a), np.amin(a, 1))
print(np.array([1, np.nan, 0]).max(), np.array([1, np.nan, 0]).argmax(), np.nanmax([1, np.nan]), np.max([1j, 1]), np.array([True, False]).min(), np.argmax([2, 5, 5]))
for f in (lambda: np.max([]), lambda: np.argmax([]), lambda: a.max(axis=2), lambda: a.sum(axis=(0, 0)), lambda: np.zeros((0, 3)).min(axis=0), lambda: np.min(np.zeros((2, 0)), axis=1)):
    try:
        print(f())
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
