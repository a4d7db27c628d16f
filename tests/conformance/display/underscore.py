40 + 2
# %%
_ + 1
# %%
x = 5
# %%
_
# %%
Out[1]
# %%
In[1]
# %%
_1
# %%
'quiet';
# %%
for i in range(3):
    i
# %%
if True:
    7
