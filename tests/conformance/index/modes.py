# What `mode` means, what `out` takes, and the shapes and words of wrong arguments.
import numpy as np

a = np.arange(6)
for mode in ("raise", "wrap", "clip", 0, 1, 2, b"wrap", "r", "W", "x", 1.5):
    for f in (lambda: np.take(a, [-7, 6], mode=mode), lambda: np.take(a, [1, -1], mode=mode), lambda: np.choose([2, -1], [[1, 2], [3, 4]], mode=mode), lambda: np.put(a.copy(), 7, 1, mode=mode)):
        try:
            print(mode, f())
        except Exception as e:
            print(mode, type(e).__name__, e)
frozen = np.zeros(1, int)
frozen.flags.writeable = False
for f in (lambda: np.take(a, [1], out=(np.zeros(1, int),)), lambda: np.take(a, [1], out=np.zeros(1)), lambda: np.take(a, [1], out=np.zeros(2, int)), lambda: np.take(a * 1.5, [1], out=np.zeros(1, int)), lambda: np.choose([0], [a[:1]], out=frozen), lambda: np.choose([0], [a[:1]], out=np.zeros(2)),
          lambda: np.choose(0, []), lambda: np.choose([0, 1], [np.int8(1), 2]).dtype, lambda: np.choose([0, 1], [np.float32(1), 2.5]).dtype, lambda: np.put([1], 0, 1), lambda: np.put(None, 0, 1), lambda: np.put(np.zeros(0), 0, 1), lambda: np.put(np.zeros(0), [], 1), lambda: np.place([1], [True], 1), lambda: np.place(None, [True], 1),
          lambda: np.putmask([1], [True], 1), lambda: np.put_along_axis([1], [0], 1, 0), lambda: a.reshape(2.0), lambda: a.reshape(True), lambda: a.reshape((2, True)), lambda: a.reshape({}), lambda: a.reshape(2**70), lambda: a.transpose(1.5), lambda: a.transpose(True), lambda: np.diag_indices(2.0), lambda: np.tril_indices(2.5), lambda: np.triu_indices(-1),
          lambda: a.ravel(axis=1), lambda: a.flatten("C", "F"), lambda: np.squeeze(a, True), lambda: np.copyto([1], 1), lambda: np.copyto(a, 1, casting=3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
