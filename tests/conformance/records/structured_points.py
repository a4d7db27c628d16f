import numpy as np
points = np.zeros(4, dtype=[('x', float), ('y', float), ('colour', 'U5')])
points['x'] = [1, 2, 3, 4]
points['y'] = points['x'] ** 2
points['colour'] = 'red'
points[1]['colour'] = 'blue'
print(points, points[points['colour'] == 'blue'], points['y'].sum(), np.sort(points, order='y')[::-1]['x'], points.dtype.itemsize, points['y'].strides, sep='\n')
