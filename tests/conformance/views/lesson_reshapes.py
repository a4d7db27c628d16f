import numpy as np
a = np.zeros((200, 100))
b = a.reshape(400, 50)
c = b.reshape(200, 50, 2)
print(f'{a.strides=} {b.strides=} {c.strides=}')
print(np.shares_memory(a, c), np.shares_memory(a, a.T.reshape(400, 50)), a.T.reshape(400, 50).strides)
print(a.T.reshape(50, 2, 200).strides, np.shares_memory(a, a.T.reshape(50, 2, 200)))
