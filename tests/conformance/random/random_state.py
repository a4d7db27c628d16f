import numpy as np
r = np.random.RandomState(42)
print(r.rand(3), r.randint(0, 100, 5), r.randn(2, 2), r.permutation(4), r.uniform(1, 2), r.random_sample(2), r.choice(10, 4), r.normal(0, 1, 3), sep='\n')
