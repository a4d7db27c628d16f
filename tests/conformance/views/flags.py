import numpy as np
a = np.zeros((2, 3))
print(a.flags)
print(a.T.flags)
print(a[:, ::2].flags.contiguous, a[:, ::2].flags['OWNDATA'], a.flags.fnc, a.flags.forc, a.flags.behaved, a.flags.carray, a.flags.num)
a.flags.writeable = False
try:
    a[0] = 1
except ValueError as e:
    print(type(e).__name__, e)
a.setflags(write=True)
a[0, 0] = 1
print(a)
