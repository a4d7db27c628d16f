import numpy as np
a = np.arange(60).reshape(3, 4, 5)
for x in (a, a.T, a.transpose(1, 2, 0), np.asfortranarray(a)):
    print([x.sum(axis=i).strides for i in range(3)], x.sum(axis=0, keepdims=True).strides, x.cumsum(axis=1).strides, x.argmax(axis=0).strides, x.max(axis=2).strides)
