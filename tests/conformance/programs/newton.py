def newton(f, df, x, tolerance=1e-12, limit=50):
    for i in range(limit):
        step = f(x) / df(x)
        x -= step
        if abs(step) < tolerance:
            return x, i
    raise RuntimeError(f'no convergence after {limit} steps')
root, steps = newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0)
print(root, steps, abs(root ** 2 - 2) < 1e-12)
try:
    newton(lambda x: x * x + 1, lambda x: 2 * x, 0.3, limit=5)
except RuntimeError as e:
    print(type(e).__name__, e)
