def ravel(row, col, n_rows, n_cols):
    return row * n_cols + col
def unravel(flat, n_rows, n_cols):
    return flat // n_cols, flat % n_cols
print(ravel(2, 3, n_rows=4, n_cols=4), ravel(2, 3, n_rows=4, n_cols=8), f'{ravel(3465, 18923, n_rows=10_000, n_cols=20_000):,}', unravel(69_318_923, 10_000, 20_000))
def ravel_nd(index, shape):
    flat = 0
    for i, n in zip(index, shape):
        if not 0 <= i < n:
            raise IndexError(f'index {i} is out of bounds for size {n}')
        flat = flat * n + i
    return flat
print(ravel_nd((1, 2, 3), (2, 3, 4)))
print(ravel_nd((1, 2, 4), (2, 3, 4)))
