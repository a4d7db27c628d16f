def matmul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]
def transpose(a):
    return [list(row) for row in zip(*a)]
def determinant(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * determinant([row[:j] + row[j + 1:] for row in m[1:]]) for j in range(len(m)))
a, b = [[1, 2], [3, 4]], [[5, 6], [7, 8]]
print(matmul(a, b), transpose(a), determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]]))
import numpy as np
print((np.array(a) @ np.array(b)).tolist() == matmul(a, b), np.array(transpose(a)))
