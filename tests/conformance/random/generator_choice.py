import numpy as np
rng = np.random.default_rng(5)
print(rng.choice(10, 5), rng.choice([10, 20, 30]), rng.choice(10, 5, replace=False), rng.choice(['a', 'b', 'c'], 4), rng.choice(5, 6, p=[0.1, 0, 0.3, 0.6, 0]), rng.choice(np.arange(6).reshape(3, 2), 2), rng.choice(100, 3, replace=False, shuffle=False))
for f in (lambda: rng.choice(3, 5, replace=False), lambda: rng.choice(3, p=[1, 2]), lambda: rng.choice(0), lambda: rng.choice(3, p=[0.5, 0.1, 0.1])):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
