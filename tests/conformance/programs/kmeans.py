import numpy as np
rng = np.random.default_rng(0)
points = np.concatenate([rng.normal(0, 0.1, (20, 2)), rng.normal(3, 0.1, (20, 2))])
centres = points[[0, -1]].copy()
for _ in range(5):
    distance = np.linalg.norm(points[:, None] - centres[None], axis=-1)
    label = distance.argmin(axis=1)
    centres = np.array([points[label == k].mean(axis=0) for k in range(2)])
print(np.bincount(label), centres.round(3), distance.shape, label)
