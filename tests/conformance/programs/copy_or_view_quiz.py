import numpy as np
a = np.arange(24).reshape(4, 6)
expressions = [a[1], a[1:3], a[:, 2], a[::2, ::3], a[[1]], a[[1, 2]], a[a > 5], a.T, a.ravel(), a.flatten(), a.reshape(6, 4), a.T.reshape(4, 6), a.T.ravel(), a[:, :3].ravel(), a.astype(int), a.astype(int, copy=False), a.view(np.uint64), a + 0, a[...], a.squeeze(), np.array(a), np.asarray(a), np.atleast_3d(a), a.real, a[None], np.broadcast_to(a, (2, 4, 6)), np.flip(a), np.roll(a, 1), a.diagonal(), np.diag(a[:4, :4]), np.take(a, [0]), a.swapaxes(0, 1), np.split(a, 2)[1], np.tile(a, 1), np.hstack([a]), a.repeat(1), a[:, [0, 1]].base, a.item(3)]
print(''.join('v' if np.shares_memory(a, x) else 'c' for x in expressions))
