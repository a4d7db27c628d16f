import numpy as np
np.arange(3)
# %%
np.arange(6).reshape(2, 3)
# %%
[np.arange(3), np.arange(2)]
# %%
np.zeros((2, 2)), np.ones(3)
# %%
{'a': np.arange(3), 'b': np.eye(2)}
# %%
[np.arange(6).reshape(2, 3), 'text']
# %%
np.nonzero([[0, 1], [1, 1]])
# %%
np.unique([3, 1, 3], return_counts=True)
# %%
np.arange(12).reshape(3, 4).shape
# %%
[np.arange(20), np.arange(20) * 1.5, np.arange(20)]
# %%
(np.random.default_rng(0).random((3, 3)), 5)
# %%
np.array(5)
# %%
np.array([])
