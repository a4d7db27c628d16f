for f in (lambda: 1 + 'a', lambda: 'a' + 1, lambda: [1] + (2,), lambda: 'a' * 'b', lambda: -'a', lambda: None + 1, lambda: [1] < 1, lambda: 1 < 'a', lambda: len(5), lambda: (1)[0], lambda: 'abc'['x'], lambda: [1][1.5], lambda: {}[[]], lambda: 5(), lambda: sum(['a']), lambda: int([]), lambda: int('x'), lambda: float('x'), lambda: abs('a'), lambda: [].foo, lambda: 'a'.foo, lambda: (1).foo, lambda: None.foo, lambda: sorted([1, 'a']), lambda: ord('ab'), lambda: max([]), lambda: chr(-1), lambda: iter(5), lambda: [*5], lambda: round('a'), lambda: 1 in 5, lambda: 'a' in 5, lambda: 1 in 'abc'):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
