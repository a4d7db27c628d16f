import numpy as np
np.random.seed(0)
print(np.random.rand(3), np.random.randn(4), np.random.randint(10, size=5), np.random.random(2), np.random.randint(1, 7), np.random.rand(), np.random.rand(2, 2), np.random.random_sample((1, 2)), np.random.randint(0, 100, (2, 3)), np.random.randn(), np.random.ranf(2), sep='\n')
