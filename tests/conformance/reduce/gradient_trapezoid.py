import numpy as np
print(np.gradient([1.0, 2, 4, 7, 11]), np.gradient([1.0, 4, 9], 2), np.trapezoid([1, 2, 3]), np.trapezoid([1, 2, 3], x=[0, 2, 3]), np.trapezoid([[1, 2], [3, 4]], dx=0.5), np.gradient(np.arange(6.0).reshape(2, 3) ** 2), np.gradient(np.array([1.0, 4, 9]), [0, 1, 3]))
