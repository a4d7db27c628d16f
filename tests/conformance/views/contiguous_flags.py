import numpy as np
for a in (np.zeros(3), np.zeros((1, 3)), np.zeros((3, 1)), np.zeros(()), np.zeros((0, 3)), np.zeros((2, 3, 4)), np.zeros((2, 3)).T, np.zeros(6)[::2], np.zeros(6)[::6], np.zeros((4, 4))[:2], np.zeros((4, 4))[:, :2], np.zeros((4, 4))[:1]):
    print(a.shape, a.strides, a.flags.c_contiguous, a.flags.f_contiguous, a.flags.owndata)
