import numpy as np
x, y = np.int32(7), np.float32(2)
for v in (x + y, x + 1, x / 2, x // 2, x % 4, x ** 2, -x, abs(-x), x + 1.0, y + 1.0, y * x, x == 7, x < 8, x & 3, x | 8, x ^ 1, ~x, x << 2, divmod(x, 4), 10 - x, 2 ** y, True + x, y ** 0.5, np.uint8(3) * 1.5):
    print(repr(v), end=' ')
print(int(x) + 1, float(y), bool(x), complex(y), round(np.float64(2.567), 1), round(np.float64(2.5)), hash(np.int64(5)) == hash(5))
