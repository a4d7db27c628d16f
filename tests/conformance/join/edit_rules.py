# Where insert, delete, repeat, roll and trim_zeros put things, and what they refuse.
import numpy as np

a = np.arange(4)
b = np.arange(6).reshape(2, 3)
good = (lambda: np.insert(a, [1, 1, 3], [7, 8, 9]), lambda: np.insert(a, [-1, 4], 5), lambda: np.insert(b, 1, [7, 8], axis=1), lambda: np.insert(b, [1], [[7], [8]], axis=1), lambda: np.insert(a, np.array([True, False, True, False]), 9), lambda: np.insert(a, slice(None, None, -1), 9),
        lambda: np.delete(a, [0, -1]), lambda: np.delete(b, slice(0, 9, 2), axis=1), lambda: np.delete(b, [True, False, True], 1), lambda: np.delete(a, []), lambda: np.repeat(a, [2.0, 1.5, 0, 1]), lambda: np.repeat(a, "2"), lambda: np.repeat(b.T, [True, False], axis=1), lambda: np.repeat(b[:1], 1, axis=0),
        lambda: np.roll(a, 1.9), lambda: np.roll(a, 10**20 + 1), lambda: np.roll(b, (1, 2), (0, 1)), lambda: np.roll(b, 1, ()), lambda: np.roll(b, (), 0), lambda: np.tile(b[::-1], (1, 1, 1)), lambda: np.tile(a, (2, 1)), lambda: np.trim_zeros([0, 1, 0]), lambda: np.trim_zeros(range(-1, 2)), lambda: np.trim_zeros(np.diag([0, 1, 0])),
        lambda: np.trim_zeros(np.diag([0, 1, 0]), axis=0), lambda: np.trim_zeros(np.zeros(3), "b"), lambda: np.trim_zeros("aba"), lambda: np.concatenate("ab", axis=None))
bad = (lambda: np.insert(a, [[0]], 1), lambda: np.insert(a, True, 1), lambda: np.insert(a, [True, False], 1), lambda: np.insert(a, [0, 9], 1), lambda: np.insert(a, [9], 1), lambda: np.insert(a, 9, 1), lambda: np.insert(a, 1.0, 1), lambda: np.insert(a, "x", 1), lambda: np.insert(a, [0.0, 1.0], 1), lambda: np.delete(b, [0, 9], 1),
       lambda: np.delete(b, 9, 1), lambda: np.delete(a, [True]), lambda: np.delete(a, 1.0), lambda: np.delete(a, 0, 1.0), lambda: np.repeat(a, [[1, 2]]), lambda: np.repeat(a, np.array([1.0])), lambda: np.repeat(a, -1), lambda: np.repeat(a, [1, -1, 0, 0]), lambda: np.roll(a, 1, 2), lambda: np.trim_zeros(a, axis=3),
       lambda: np.trim_zeros([[0]]), lambda: np.trim_zeros(a, "x"), lambda: np.stack(5), lambda: np.hstack(5), lambda: np.vstack(iter([a])), lambda: np.concatenate(iter([a])), lambda: np.stack([a, a], 1.0), lambda: np.stack([a, a], None), lambda: np.concatenate([a, a], out=[1]), lambda: np.concatenate([a, a], out=(np.zeros(8),)),
       lambda: np.concatenate([a, a], out=np.zeros(7)), lambda: np.concatenate([a, a], out=np.zeros((2, 4))), lambda: np.concatenate([a, a], None, np.zeros((2, 4))), lambda: np.concatenate([a, a], None, np.zeros(7)), lambda: np.block([a, [a]]), lambda: np.block([[a], [[a]]]), lambda: np.concatenate("ab"), lambda: np.concatenate([a], casting=0))
for f in good + bad:
    try:
        x = f()
        print(x.strides if isinstance(x, np.ndarray) else type(x), repr(x))
    except Exception as e:
        print(type(e).__name__, e)
