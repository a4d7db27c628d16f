d = {'a': 1, 'b': 2}
d.keys()
# %%
d.values()
# %%
d.items()
# %%
d
# %%
sorted(d)
# %%
dict(zip('abc', range(3)))
# %%
{(1, 2): 'x', None: [], True: {}}
# %%
frozenset([1])
# %%
{'b': 1, 'a': 2}
# %%
{3, 1, 2}
