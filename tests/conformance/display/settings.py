# %%
import numpy as np
x = 1 / 3
# %%
%precision 3
# %%
x
# %%
[x, np.float64(x), {'third': (x, 2)}]
# %%
np.array([x, 2.5]), np.float32(x), 1j * x
# %%
print(x, repr(x), f"{x}")
# %%
%precision %.4g
# %%
np.pi * 1e6
# %%
%precision
# %%
np.array([x, np.pi]), np.pi
# %%
%precision -1
# %%
%config InteractiveShell.ast_node_interactivity = 'all'
# %%
1 + 1
x = 5
x * 2
for i in range(2):
    i
None
np.arange(3)
# %%
_
# %%
1 + 1; 2 + 2;
# %%
%config InteractiveShell.ast_node_interactivity = 'last_expr_or_assign'
# %%
y = np.ones(2)
# %%
a, b = 1, 2
# %%
y += 1
# %%
%config InteractiveShell.ast_node_interactivity = "none"
# %%
1
# %%
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.ast_node_interactivity = "all"
# %%
1
2
# %%
InteractiveShell.ast_node_interactivity = "last_expr"
# %%
1
2
# %%
%xmode plain
# %%
%load_ext autoreload
%autoreload 2
%config InlineBackend.figure_format = 'retina'
# %%
%load_ext no_such_extension
# %%
def area(width, height=1, *rest, unit='cm', **more):
    """The area.

    Nothing else.
    """
    return width * height
help(area)
# %%
def bare(): pass
help(bare)
