import numpy as np
np.float64(1.5)
# %%
np.arange(3).sum()
# %%
np.arange(3).mean()
# %%
np.array([1, 2]) == 1
# %%
(np.array([1, 2]) == 1).all()
# %%
np.array([1.5, 2.5]).max(), np.array([1, 2]).argmax()
# %%
[np.float32(0.1), np.int8(3)]
# %%
np.arange(3).tolist()
# %%
np.sum([1, 2]), np.pi
# %%
np.unravel_index(11, (4, 4))
