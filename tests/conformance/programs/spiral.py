import numpy as np
def spiral(a):
    out = []
    while a.size:
        out.extend(a[0].tolist())
        a = np.rot90(a[1:])
    return out
print(spiral(np.arange(1, 13).reshape(3, 4)))
n, k = 4, 1
grid = np.zeros((n, n), dtype=int)
r, c, dr, dc = 0, 0, 0, 1
while k <= n * n:
    grid[r, c] = k
    k += 1
    nr, nc = r + dr, c + dc
    if not (0 <= nr < n and 0 <= nc < n) or grid[nr, nc]:
        dr, dc = dc, -dr
        nr, nc = r + dr, c + dc
    r, c = nr, nc
print(grid)
