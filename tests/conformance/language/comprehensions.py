print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(2) for y in 'ab'], {x: x ** 2 for x in range(3)}, {len(w) for w in ['a', 'bb', 'c']}, sum(x for x in range(4)), [[i * j for j in range(3)] for i in range(3)], list(x + 1 for x in [1, 2]), any(x > 2 for x in [1, 3]), [y := 5, y ** 2], dict((k, v) for k, v in [('a', 1)]), ' '.join(str(x) for x in range(3)), [x if x % 2 else -x for x in range(4)], tuple(x for x in 'ab'), max((len(w), w) for w in ['aa', 'b']))
x = 'kept'
[x for x in range(3)]
print(x)
g = (i for i in range(3))
print(next(g), list(g), list(g), next(g, 'done'))
