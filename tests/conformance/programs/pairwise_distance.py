import numpy as np
points = np.array([[0, 0], [3, 4], [6, 8]], dtype=float)
difference = points[:, np.newaxis, :] - points[np.newaxis, :, :]
distance = np.sqrt((difference ** 2).sum(axis=-1))
print(difference.shape, difference.strides, distance, distance[np.triu_indices(3, 1)], sep='\n')
np.fill_diagonal(distance, np.inf)
print(distance.argmin(axis=1), distance)
