import numpy as np
rng = np.random.default_rng(1)
x = np.linspace(0, 1, 20)
y = 3 * x + 1 + rng.normal(0, 0.01, 20)
a = np.column_stack([x, np.ones_like(x)])
w = np.zeros(2)
for _ in range(2000):
    w -= 0.5 * 2 * a.T @ (a @ w - y) / len(x)
exact = np.linalg.lstsq(a, y, rcond=None)[0]
print(np.round(w, 5), np.round(exact, 5), np.allclose(w, exact, atol=1e-4))
