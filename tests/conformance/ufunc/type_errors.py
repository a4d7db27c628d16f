import numpy as np
for f in (lambda: np.arange(3) + 'a', lambda: np.sqrt('x'), lambda: np.arange(3) + [1, 2], lambda: np.arange(2) @ 3, lambda: np.array(['a']) - np.array(['b']), lambda: np.arange(3) + None, lambda: np.arange(3)(1), lambda: np.arange(3).foo, lambda: np.foo, lambda: np.sin(), lambda: np.sum(1, axis='x'), lambda: len(np.array(3)), lambda: iter(np.array(3)), lambda: int(np.array([1, 2])), lambda: float(np.arange(3.0)), lambda: np.isnan('a')):
    try:
        print(f())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, str(e).splitlines()[0])
