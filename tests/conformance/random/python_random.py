import random
random.seed(0)
print(random.random(), random.randint(1, 6), random.choice('abc'), random.uniform(1, 2), random.randrange(0, 100, 5), random.sample(range(20), 4), random.gauss(0, 1), random.choices([1, 2, 3], k=4))
x = list(range(6))
random.shuffle(x)
print(x, random.getrandbits(10))
