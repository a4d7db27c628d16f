import random
import numpy as np
for key in (dict(key=5), dict(key=[1, 2], counter=3), dict(seed=1, counter=[1, 2, 3, 4]), dict(key=2**100)):
    p = np.random.Philox(**key)
    print(p.random_raw(3), p.state["state"], p.advance(2**70).random_raw(2), p.jumped().random_raw(2))
for bits in (np.random.PCG64(3), np.random.PCG64DXSM(3)):
    print(bits.advance(10).random_raw(2), bits.jumped(3).random_raw(2), bits.advance(-1).state["state"]["inc"])
s = np.random.SeedSequence(7, n_children_spawned=2)
print(s, s.spawn(1)[0].spawn_key, s.n_children_spawned, s.state)
random.seed(5)
state = random.getstate()
print(state[0], len(state[1]), state[1][-1], state[2], random.random(), random.gauss(0, 1), random.getstate()[2])
random.setstate(state)
print(random.random())
for f in (lambda: np.random.Philox(seed=1, key=2), lambda: np.random.Philox(key=-1), lambda: np.random.Philox(counter=2**256), lambda: np.random.SeedSequence(1).spawn(-1), lambda: np.random.RandomState([[1, 2]]), lambda: random.setstate((1, (), None)),
          lambda: random.setstate((3, (1, 2), None)), lambda: np.random.default_rng(1).multinomial(5, []), lambda: np.random.RandomState(1).multinomial(5, 0.5), lambda: np.random.default_rng(1).multivariate_hypergeometric([-1, 2], 1),
          lambda: np.random.default_rng(1).multivariate_hypergeometric([1, 2], 1.5), lambda: np.random.default_rng(1).normal("a"), lambda: np.random.default_rng(1).normal(1j), lambda: np.random.choice(1.5), lambda: np.random.default_rng(1).choice(1.5),
          lambda: np.random.MT19937(1).advance(3), lambda: np.random.SFC64(1).jumped(), lambda: np.random.PCG64(1).advance(1.5)):
    try:
        print(f())
    except (ValueError, TypeError, AttributeError, OverflowError) as e:
        print(type(e).__name__, e)
r = np.random.default_rng(1)
try:
    r.bit_generator.state = 3
except TypeError as e:
    print(e)
r = np.random.default_rng(1)
print([r.choice(10), r.choice(10, p=[0.1] * 10), r.choice(10, replace=False), r.choice([1, 2, 3]), r.choice(10, size=()), r.integers(5)], [np.random.RandomState(1).choice(10), np.random.RandomState(1).choice([1, 2])])
