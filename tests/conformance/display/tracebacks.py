from collections import Counter, OrderedDict, defaultdict, deque
Counter('nmjhjebdfhgniaiiipemdlclajoeec')
# %%
defaultdict(list, {i: ['a longer text', i] for i in range(5)})
# %%
[deque(range(30), maxlen=40), OrderedDict([('key', list(range(25))), ('b', 2)]), defaultdict(int)]
# %%
{(1, 2), 's53', 1.5, 's65', 72, None}
# %%
print('a', [1,
# %%
if True:
    
# %%
try:
    x = 1
# %%
raise OSError(2, 'No such', 'fn')
# %%
x = {10, 20, 30}
x
