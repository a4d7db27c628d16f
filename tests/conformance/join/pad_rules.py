# Odd reflections, widths by axis, empty axes, and the words of wrong arguments.
import numpy as np

a = np.arange(1, 6)
b = np.arange(6).reshape(2, 3)
for mode in ("reflect", "symmetric"):
    for kind in ("even", "odd"):
        for width in (1, 3, (0, 5), (7, 2), 11):
            print(mode, kind, width, np.pad(a, width, mode, reflect_type=kind).tolist())
        print(np.pad(b, ((1, 2), (3, 4)), mode, reflect_type=kind).tolist())
        print(np.pad(b.T * 1.5, 1, mode, reflect_type=kind).strides, np.pad([7], 2, mode, reflect_type=kind), np.pad(np.array([1, 200], "u1"), 2, mode, reflect_type=kind))
print(np.pad(b, {0: 1}).tolist(), np.pad(b, {-1: (0, 2), 0: (1, 0)}, constant_values=9).tolist(), np.pad(b, {}).tolist())
for f in (lambda: np.pad(b, {5: 1}), lambda: np.pad(b, {0: 1.5}), lambda: np.pad(b, {(0, 1): 1}), lambda: np.pad(a, 1.0), lambda: np.pad(a, -1), lambda: np.pad(a, np.uint8(1)), lambda: np.pad(a, 1, None), lambda: np.pad(a, 1, 5), lambda: np.pad([], 1, "edge"), lambda: np.pad([], 1, "mean"),
          lambda: np.pad(a, 1, "maximum", stat_length=0), lambda: np.pad(a, 1, "mean", stat_length=-1), lambda: np.pad(a, 1, "edge", stat_length=1), lambda: np.pad(b, [[1], [2], [3]])):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
print(np.pad(np.zeros((0, 2)), ((0, 0), (1, 1)), "edge").shape, np.pad([], 1), np.pad(a, 2, "median", stat_length=(2, 3)), np.pad(a, 1, "mean", stat_length=2.0), np.pad(b, [[1], [2]]).shape, np.pad(b, [[1, 2]]).shape)
