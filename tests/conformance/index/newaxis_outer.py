import numpy as np
x = np.arange(3)
y = x[:, np.newaxis]
print(y.shape, y.strides, y * x, (y + x).strides, np.newaxis is None, x[None, :, None].strides)
