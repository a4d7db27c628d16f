import numpy as np
base = np.arange(1, 25)
layouts = {'c': base.reshape(2, 3, 4), 'f': np.asfortranarray(base.reshape(2, 3, 4)), 'p': base.reshape(3, 2, 4).transpose(1, 0, 2), 'q': base.reshape(4, 3, 2).T, 'rev': base.reshape(2, 3, 4)[::-1, :, ::-1], 'step': np.arange(1, 97).reshape(4, 6, 4)[::2, ::2], 'one': base[:12].reshape(1, 3, 4), 'col': base[:6].reshape(2, 3, 1), 'row': base[:4], 'bc': np.broadcast_to(base[:3, None], (2, 3, 4))}
for n, x in layouts.items():
    for m, y in layouts.items():
        r = x * y
        print(n, m, r.shape, r.strides, r.sum(), r.ravel()[[1, -2]].tolist())
