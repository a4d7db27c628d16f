import numpy as np
np.random.seed(123)
print(np.random.uniform(0, 10, 3), np.random.normal(5, 2, 4), np.random.standard_normal(2), np.random.exponential(1.5, 2), np.random.choice(5, 3), np.random.choice(5, 3, replace=False), np.random.choice([1, 2, 3], p=[0.2, 0.3, 0.5]), np.random.permutation(5), np.random.binomial(10, 0.5, 4), np.random.poisson(4, 4), sep='\n')
a = np.arange(6)
np.random.shuffle(a)
print(a)
