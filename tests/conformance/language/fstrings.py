x, name, pi = 42, 'Ada', 3.14159265
print(f'{x}', f'{name!r:>8}|', f'{pi:.2f}', f'{x:5d}|', f'{x:<5}|', f'{x:^7}|', f'{x:05}', f'{x:+}', f'{x:,}', f'{1234567:,}', f'{1234567.891:,.2f}', f'{x:b} {x:x} {x:o} {x:X} {x:#x} {x:#b}', f'{pi:e}', f'{pi:.3e}', f'{pi:g}', f'{0.25:%}', f'{0.256:.1%}', f'{x=}', f'{x = }', f'{pi=:.2f}', f'{name=}', f'{name!s}')
width, precision = 10, 3
print(f'{pi:{width}.{precision}f}|', f'{"nested " + name}', f'{{literal}}', f'{x if x > 3 else 0}', f'{[1, 2][0]}', f'{ {"a": 1}["a"] }', f'{name:*^9}', f'{name:.2}', f'{True}', f'{None}', f'{x:c}', f'{1e10:g}', f'{1e-10}', f"{'a'}" 'b', f'{x!r}', f'{(lambda v: v * 2)(4)}', f'{1_000_000:_}', f'{-5:08.2f}', f'{5:=+4}', f'{name:>{width}}')
