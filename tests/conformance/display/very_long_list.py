list(range(1100))
# %%
[list(range(5))] * 30
