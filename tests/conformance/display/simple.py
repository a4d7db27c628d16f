1 + 1
# %%
'text'
# %%
None
# %%
5;
# %%
x = 3
x
# %%
"it's"
# %%
1.5, 2
# %%
[1, 'a', None, 2.5]
# %%
True
# %%
...
# %%
b'bytes'
# %%
1e16
# %%
3 + 4j
# %%
range(3)
# %%
slice(1, None, 2)
# %%
print('shown')
'result'
