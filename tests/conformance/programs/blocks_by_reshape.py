import numpy as np
a = np.arange(36).reshape(6, 6)
blocks = a.reshape(3, 2, 3, 2).swapaxes(1, 2)
print(blocks.shape, blocks.strides, blocks[1, 2], blocks.sum(axis=(2, 3)), np.shares_memory(a, blocks), a.reshape(3, 2, 3, 2).mean(axis=(1, 3)), sep='\n')
