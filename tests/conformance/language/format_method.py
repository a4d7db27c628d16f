print('{} {}'.format(1, 'a'), '{1} {0}'.format(1, 2), '{a} {b:.2f}'.format(a=1, b=2), '{0[1]} {0}'.format([1, 2]), '{:>6}|{:<6}|{:^6}'.format('a', 'b', 'c'), '{!r}'.format('x'), '{:{}}'.format(5, 4), '{{}}'.format(), '{0.real}'.format(3), format(3.14159, '.2f'), format(255, 'x'), format('a', '>3'), format(1e6, ','))
for f in (lambda: '{} {}'.format(1), lambda: '{a}'.format(), lambda: format(1, 'z'), lambda: format('a', 'd'), lambda: '{:d}'.format(1.5), lambda: format(1.5, 'x')):
    try:
        print(f())
    except (IndexError, KeyError, ValueError) as e:
        print(type(e).__name__, e)
