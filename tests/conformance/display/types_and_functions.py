import numpy as np
int
# %%
type(1.5)
# %%
np.float64
# %%
np.ndarray
# %%
type(np.arange(3))
# %%
np.dtype('int32')
# %%
np.arange(3).dtype
# %%
[int, str, np.int8]
# %%
np.add
# %%
len
# %%
def f(x, y=2):
    return x
f
# %%
np.sum is np.sum
# %%
ValueError
# %%
ValueError('text')
# %%
np.array([1, 'a']).dtype
# %%
(lambda x: x)(int)
