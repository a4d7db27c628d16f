import numpy as np
base = np.arange(9)
grid = (base[:, None] * 3 + base[:, None] // 3 + base) % 9 + 1
rows = all(np.unique(r).size == 9 for r in grid)
cols = all(np.unique(c).size == 9 for c in grid.T)
boxes = grid.reshape(3, 3, 3, 3).swapaxes(1, 2).reshape(9, 9)
print(grid, rows, cols, all(np.unique(b).size == 9 for b in boxes), np.shares_memory(grid, boxes), boxes[0])
