import numpy as np
{'matrix': np.arange(16).reshape(4, 4), 'vector': np.linspace(0, 1, 6), 'name': 'a name'}
# %%
[{'id': i, 'value': i * 0.5, 'label': f'label number {i}'} for i in range(4)]
# %%
[(np.int64(i), np.float64(i / 3)) for i in range(8)]
# %%
((1, (2, (3, (4,)))), [[], [[]]], {'k': ({'z': 1},)})
# %%
['a' * 30, 'b' * 30, 'c' * 30]
# %%
{'key ' + str(i): list(range(i * 3)) for i in range(8)}
