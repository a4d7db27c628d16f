import numpy as np
a = np.arange(10)
print(a[::-1] + a, (a[::-1] * 1).strides, a[::-2] - a[::2], np.sqrt(a[::-3].astype(float)).round(3), a[::-1].sum(), a[::-1].cumsum(), a.reshape(2, 5)[:, ::-1].max(axis=1))
