for x in (0, 1, 0.0, '', 'a', [], [0], {}, {1: 1}, None, (), (0,), 0j, range(0), set(), b''):
    print(repr(x), bool(x), 'yes' if x else 'no', end='; ')
print()
print(None is None, [] == [], [] is [], 1 is not None, 'a' not in 'abc', not [], (1 or 2) and 3, 0 and 1 / 0)
