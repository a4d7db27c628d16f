values = [0, 1, -1, 42, -12345, 1234567]
for spec in ('', 'd', '5', '<8', '>8', '^8', '08', '+', '+08', ',', '_', 'x', '#x', 'X', 'o', '#b', 'e', '.2f', '%', 'g', '*^12', '=+10', ' d', '010,'):
    print(repr(spec), [format(v, spec) for v in values])
floats = [0.0, -0.0, 1.0, -1.5, 3.14159265, 1e-7, 123456789.123, 1e20, float('inf'), float('nan')]
for spec in ('', 'f', '.0f', '.3f', '10.2f', '<10.1f', '+.1f', 'e', '.2e', 'g', '.3g', '#.3g', '%', '.1%', ',.2f', '012.3f', 'G', ' .2f', '_.1f', 'n'):
    print(repr(spec), [format(v, spec) for v in floats])
for spec in ('', '8', '>8', '^8', '*<8', '.2', '6.3', 's', '-^9.4s'):
    print(repr(spec), [format(v, spec) + '|' for v in ('', 'a', 'hello')])
