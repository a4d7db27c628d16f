import random

cases = [
    lambda: (random.randint(1,0)),
    lambda: (random.randrange(0)),
    lambda: (random.randrange(1.5)),
    lambda: (random.randrange(1,5,0)),
    lambda: (random.randrange(5,1)),
    lambda: (random.randrange(1,10,-1)),
    lambda: (random.choice([])),
    lambda: (random.choice({1})),
    lambda: (random.sample([1],2)),
    lambda: (random.sample({1},1)),
    lambda: (random.sample([1],-1)),
    lambda: (random.sample(5,1)),
    lambda: (random.choices([])),
    lambda: (random.choices([1,2],[1])),
    lambda: (random.choices([1],[0])),
    lambda: (random.choices([1,2],[1,2],cum_weights=[1,2])),
    lambda: (random.choices([1],k=-1)),
    lambda: (random.choices([1,2],weights=[-1,0])),
    lambda: (random.shuffle((1,2))),
    lambda: (random.shuffle(5)),
    lambda: (random.getrandbits(-1)),
    lambda: (random.getrandbits(0), random.getrandbits(100)),
    lambda: (random.gammavariate(0,1)),
    lambda: (random.expovariate(0)),
    lambda: (random.seed([])),
    lambda: (random.randint(1)),
    lambda: (random.choice(5)),
    lambda: (random.sample([1,2],1,counts=[1])),
    lambda: (random.sample([1,2],2,counts=[1,1])),
    lambda: (random.betavariate(0,0)),
    lambda: (random.random(1)),
    lambda: (random.randbytes(5)),
    lambda: (random.Random(1).random(), random.Random('a').random(), random.Random(1.5).random(), random.Random(b'x').random(), random.Random(-7).random(), random.Random(2**70).random(), random.Random(True).random()),
    lambda: ([random.triangular(1,2,1.5), random.triangular(), random.triangular(1,1)]),
    lambda: ([random.random() for _ in range(3)], [random.uniform(1,5) for _ in range(3)], [random.randint(-5,5) for _ in range(10)], [random.randrange(0,100,7) for _ in range(5)], random.randrange(10,0,-3)),
    lambda: ([random.choice('abcdef') for _ in range(10)], random.choices(range(10),k=5), random.choices('abc',[1,2,3],k=5), random.choices('abc',cum_weights=[1,3,6],k=5)),
    lambda: ([random.gauss(0,1) for _ in range(3)], random.normalvariate(1,2), random.lognormvariate(0,1), random.expovariate(1.5), random.betavariate(1,3), random.gammavariate(0.5,2), random.gammavariate(1,2), random.gammavariate(3,2), random.vonmisesvariate(1,4), random.vonmisesvariate(0,0), random.paretovariate(3), random.weibullvariate(1,1.5)),
    lambda: ([random.sample(range(1000),k) for k in (0,1,5,30)], random.sample(list('abcdef'),6), random.sample('abc',2)),
    lambda: ((lambda l: (random.shuffle(l), l))(list(range(20)))),
    lambda: (random.randrange(10,step=2)),
    lambda: (random.randint(2**70,2**71)),
    lambda: (random.choice(range(10)), random.choice((1,2))),
]
for case in cases:
    random.seed(1)
    try:
        print(repr(case()))
    except BaseException as e:
        print(type(e).__name__, e)
