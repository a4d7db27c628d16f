import numpy as np
1 / 0
# %%
np.arange(3)[5]
# %%
np.arange(3) + np.arange(4)
# %%
undefined_name
# %%
print('before')
raise ValueError('a text')
# %%
{'a': 1}['b']
# %%
np.zeros((5, 10**13))
# %%
a = np.arange(3)
a += 0.5
# %%
np.arange(6).reshape(4, 2)
# %%
a.T.reshape(2, 2, 2)
# %%
assert 1 > 2, 'no'
# %%
np.linalg.inv(np.zeros((2, 2)))
# %%
a.nope
