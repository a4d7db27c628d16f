import numpy as np
board = np.zeros((8, 8), dtype=int)
board[1::2, ::2] = 1
board[::2, 1::2] = 1
print(board, np.array_equal(board, np.tile([[0, 1], [1, 0]], (4, 4))), np.array_equal(board, np.indices((8, 8)).sum(axis=0) % 2))
frame = np.ones((5, 5))
frame[1:-1, 1:-1] = 0
print(frame)
