import numpy as np
shapes = [(3,), (2, 3), (3, 2), (3, 3), (1, 3), (3, 1), (4, 2, 3), (4, 3, 2), (1, 3, 3), (2, 1, 3, 2), ()]
arrays = {s: np.arange(1, 1 + int(np.prod(s))).reshape(s) for s in shapes}
for s, x in arrays.items():
    for t, y in arrays.items():
        line = []
        for f in (np.matmul, np.dot, np.inner):
            try:
                r = f(x, y)
                line.append((np.shape(r), int(np.sum(r))))
            except ValueError as e:
                line.append(str(e))
        print(s, t, *line)
