import numpy as np
print(np.isclose(0.1 + 0.2, 0.3), np.isclose([1, 2], [1, 2.1]), np.allclose([1e10, 1e-7], [1.00001e10, 1e-8]), np.allclose([1e10, 1e-8], [1.00001e10, 1e-9]), np.isclose(np.nan, np.nan), np.isclose(np.nan, np.nan, equal_nan=True), np.allclose([1, 2], [1, 2.5], atol=1), np.isclose(np.inf, [np.inf, -np.inf]))
print(np.array_equal([1, 2], [1, 2]), np.array_equal([1, 2], [1, 2, 3]), np.array_equiv([1, 2], [[1, 2], [1, 2]]), np.array_equal([np.nan], [np.nan]), np.array_equal([np.nan], [np.nan], equal_nan=True), (np.arange(3) == np.arange(3)).all())
