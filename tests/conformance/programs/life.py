import numpy as np
def step(board):
    padded = np.pad(board, 1)
    rows, cols = board.shape
    neighbours = sum(padded[i:i + rows, j:j + cols] for i in range(3) for j in range(3) if (i, j) != (1, 1))
    return ((neighbours == 3) | ((board == 1) & (neighbours == 2))).astype(int)
board = np.zeros((6, 6), dtype=int)
board[1:4, 1:4] = [[0, 1, 0], [0, 0, 1], [1, 1, 1]]
for _ in range(3):
    board = step(board)
    for row in board:
        print(''.join('#' if x else '.' for x in row))
    print(board.sum())
