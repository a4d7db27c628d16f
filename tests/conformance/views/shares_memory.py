import numpy as np
a = np.arange(12)
print(np.shares_memory(a[::2], a[1::2]), np.may_share_memory(a[::2], a[1::2]), np.shares_memory(a[:6], a[6:]), np.may_share_memory(a[:6], a[6:]))
print(np.shares_memory(a[::2], a[::3]), np.shares_memory(a, a.copy()), np.shares_memory(a[:0], a))
b = a.reshape(3, 4)
print(np.shares_memory(b[:, 0], b[:, 1]), np.may_share_memory(b[:, 0], b[:, 1]), np.shares_memory(b.T, a), np.shares_memory(b[0], b[1:]))
