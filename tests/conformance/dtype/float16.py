import numpy as np
a = np.array([0.1, 1 / 3, 65504, 1e-8, 2049], dtype=np.float16)
print(a, repr(a), a + a, a.sum(), a.astype(float), a * np.float32(2))
print(np.float16(2048) + np.float16(1), np.float16(70000), np.finfo(np.float16).max, np.ones(3, np.float16).mean(), np.sqrt(np.float16(2)))
