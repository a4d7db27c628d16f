print('%d %s %r' % (1, 'a', 'b'), '%5.2f|%-6d|%06d' % (3.14159, 42, 42), '%x %o %e %g' % (255, 8, 12345.678, 0.0001), '%%', '%d%%' % 50, '%s' % [1, 2], '%(a)s %(b)d' % {'a': 'x', 'b': 2}, '%c' % 65, '%+d' % 5, '%s' % (1,), '%.3s' % 'abcdef', '%*d' % (5, 42), '%i' % 3.9)
for f in (lambda: '%d' % 'a', lambda: '%d %d' % 1, lambda: '%d' % (1, 2), lambda: '%z' % 1):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
