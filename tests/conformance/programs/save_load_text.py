import numpy as np
lines = ['# x y', '1 2.5', '3 4.5', '5 6']
rows = [[float(v) for v in line.split()] for line in lines if not line.startswith('#')]
a = np.array(rows)
print(a, a.T[1].mean(), sep='\n')
