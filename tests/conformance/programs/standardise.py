import numpy as np
data = np.array([[1.0, 200, -3], [2, 400, 0], [3, 900, 3]])
mean, std = data.mean(axis=0), data.std(axis=0)
z = (data - mean) / std
scaled = (data - data.min(axis=0)) / np.ptp(data, axis=0)
print(z.round(6), scaled, z.mean(axis=0).round(12) + 0, z.std(axis=0), (data - data.mean(axis=1, keepdims=True)).sum(axis=1), sep='\n')
try:
    data - data.mean(axis=1)[:2]
except ValueError as e:
    print(e)
