list(range(30))
# %%
list(range(0, 4000, 100))
# %%
{i: i ** 2 for i in range(25)}
# %%
{'alpha': [1, 2, 3], 'beta': {'gamma': (1, 2), 'delta': 'a long enough string to make the line break somewhere'}}
# %%
tuple(range(40))
# %%
['word' * 3] * 10
# %%
[[1, 2, 3], [4, 5, 6], [7, 8, 9]] * 3
# %%
set(range(40))
# %%
'x' * 200
# %%
[(i, i * 1.5) for i in range(12)]
# %%
{}
# %%
[]
# %%
()
# %%
(1,)
# %%
set()
