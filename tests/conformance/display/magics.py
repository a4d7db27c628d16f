apple = 1
pear = 2.5
plum = 'text'
# %%
%who
# %%
%who int
# %%
%who_ls
# %%
import numpy as np
matrix = np.zeros((2, 3))
del np
%whos
# %%
%reset -f
# %%
%who
