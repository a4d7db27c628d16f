import numpy as np
a = np.arange(24)
layouts = {'c': a.reshape(2, 3, 4), 't': a.reshape(2, 3, 4).T, 'perm': a.reshape(2, 3, 4).transpose(1, 0, 2), 'f': np.asfortranarray(a.reshape(4, 6)), 'step': np.arange(48)[::2].reshape(4, 6), 'col': np.arange(96).reshape(4, 24)[:, ::4], 'rev': a[::-1].reshape(4, 6), 'rows': np.arange(48).reshape(8, 6)[::2], 'neg': a.reshape(4, 6)[:, ::-1], 'ones': a.reshape(1, 4, 1, 6).swapaxes(0, 2), 'part': np.arange(40).reshape(4, 10)[:, 2:8], 'bc': np.broadcast_to(np.arange(6), (4, 6)), 'd5': a.reshape(2, 2, 3, 1, 2).transpose(0, 2, 3, 1, 4)}
shapes = [(24,), (1, 24), (24, 1), (2, 12), (12, 2), (3, 8), (8, 3), (4, 6), (6, 4), (2, 3, 4), (4, 3, 2), (2, 2, 6), (6, 2, 2), (3, 2, 4), (2, 2, 2, 3), (1, 2, 1, 12), (4, 1, 6), (2, 3, 2, 2)]
for name, x in layouts.items():
    for shape in shapes:
        for order in 'CFA':
            r = x.reshape(shape, order=order)
            print(name, shape, order, r.strides, 'view' if np.shares_memory(x, r) else 'copy', r.ravel()[[1, 5, -2]].tolist())
