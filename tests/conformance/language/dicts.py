d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, d['a'], d.get('z'), d.get('z', 0), len(d), 'a' in d, list(d), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
d.update({'a': 10}, e=5)
print(d.pop('b'), d.pop('zz', None), d.setdefault('q', 7), d, d.copy() == d, d | {'x': 1}, {**d, 'y': 2}, dict(a=1), dict([('k', 1)]), dict(zip('ab', [1, 2])), dict.fromkeys('ab', 0))
del d['a']
print(d.popitem(), {k: v * 2 for k, v in d.items()}, sorted(d), {1: 'a', 1.0: 'b', True: 'c'}, {(1, 2): 3})
d |= {'w': 0}
for k in d:
    print(k, end=' ')
print()
for f in (lambda: d['nope'], lambda: d[[1]], lambda: {}.popitem(), lambda: d.pop('no')):
    try:
        f()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
