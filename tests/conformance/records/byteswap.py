import numpy as np
a = np.array([1, 256], dtype='<i2')
print(a.byteswap(), a.view('>i2'), a.astype('>i2'), repr(a.astype('>i2')), a.astype('>i2').tobytes(), a.dtype.byteorder, np.dtype('>f8').str)
a.byteswap(inplace=True)
print(a, np.dtype('>i4').newbyteorder(), np.dtype('<i4') == np.dtype(np.int32))
