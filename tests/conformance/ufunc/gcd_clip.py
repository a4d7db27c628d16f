import numpy as np
print(np.gcd(12, [8, 9]), np.lcm([4, 6], 10), np.gcd.reduce([12, 18, 24]), np.clip([1, 5, 9], 2, 6), np.arange(5).clip(1, 3), np.clip(np.arange(4.0), None, 2), np.clip([1, 2, 3], [2, 2, 2], 5), np.arange(3).clip(max=1))
a = np.arange(6)
print(np.clip(a, 1, 4, out=a) is a, a, np.clip(3.7, 0, 1), np.clip(np.array([-1, 300]), 0, 255).astype(np.uint8))
