import numpy as np
p = np.array([[0.9, 0.1], [0.5, 0.5]])
state = np.array([1.0, 0])
for i in range(5):
    state = state @ p
    print(i, state)
print(np.linalg.matrix_power(p, 50).round(10), p.sum(axis=1), np.round(np.linalg.matrix_power(np.array([[1, 1], [1, 0]]), 30), 0)[0, 1])
