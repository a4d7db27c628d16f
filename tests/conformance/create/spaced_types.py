# linspace and its kin reckon in place, in the dtype of their ends; the grids have one dtype for all axes.
import numpy as np


def show(x):
    print(x.dtype, x.shape, x.strides, x.base is None, x.tolist())


for start, stop in ((np.float16(0), 1), (0, np.float32(3)), (np.float32(0), 1j), (np.int8(1), 4), (0, [1, 2]), (np.array([0, 1], "f4"), 5), ([[0], [1]], [2, 4])):
    show(np.linspace(start, stop, 4))
    show(np.linspace(start, stop, 3, dtype=complex))
for axis in (0, 1, -1, (0,)):
    show(np.linspace([0, 10], [1, 20], 3, axis=axis))
print(np.linspace(0, 0, 3, retstep=True), np.linspace(0, 5, 1, retstep=True), np.linspace(np.float16(0), 3, 4, retstep=True)[1].dtype)
show(np.linspace(0, 9.9, 4, dtype=int))
show(np.linspace(-2.5, 2.5, 4, dtype="i2"))
show(np.logspace(0, 2, 3, base=[[2], [4]]))
show(np.logspace(0, 3, 4, base=2, dtype=int))
show(np.geomspace(np.float32(1), 8, 4))
show(np.geomspace(-1, -8, 4))
show(np.mgrid[0:1:3j, 0:2])
show(np.mgrid[0:2.5, :3:2])
show(np.mgrid[0:np.float32(2):3j])
for part in np.ogrid[0:1:2j, 0:3]:
    show(part)
for f in (lambda: np.mgrid[0:2, 3:0:1], lambda: np.mgrid[5], lambda: np.mgrid[0:2, 1], lambda: np.linspace(0, 1, -1), lambda: np.linspace(0, 1, 2, axis=2.0), lambda: np.linspace(0, 1, 2.0), lambda: np.linspace(0, 1, 2, device="gpu"),
          lambda: np.r_["x", 1], lambda: np.r_["0,x", 1], lambda: np.arange(3, dtype="U2"), lambda: np.arange(np.uint8(0), step=np.int8(0)), lambda: np.arange(0, 5, 0), lambda: np.zeros(3, like=3), lambda: np.ones(True), lambda: np.zeros(None),
          lambda: np.zeros((2, True)), lambda: np.zeros(2.0), lambda: np.zeros(2**70), lambda: np.zeros((1,) * 65), lambda: np.eye(2, order="K"), lambda: np.tril(5), lambda: np.array([[1]], ndmax=1), lambda: np.array([1], ndmin=3, ndmax=2), lambda: np.array([1], ndmax=70)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(np.tri(2.5, 3).tolist(), np.tri(-1).shape, np.tri(2, k=0.5, dtype=int).tolist(), np.triu(np.ones((2, 3)), 1.5).tolist())
print(np.full(0, 2j, dtype=int), np.ones_like([1, 2], dtype="S"), np.full_like([1, 2], 345, dtype="U"), np.eye(2, dtype="U").dtype)
