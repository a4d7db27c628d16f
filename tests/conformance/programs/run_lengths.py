import numpy as np
a = np.array([1, 1, 2, 2, 2, 3, 1, 1])
change = np.flatnonzero(np.diff(a)) + 1
starts = np.concatenate(([0], change))
lengths = np.diff(np.append(starts, a.size))
print(change, starts, lengths, a[starts], np.repeat(a[starts], lengths), [p.tolist() for p in np.split(a, change)])
