def add(a, b=2, *args, c=3, **kw):
    """Adds."""
    return a + b + sum(args) + c + sum(kw.values())
print(add(1), add(1, 1), add(1, 1, 1), add(1, c=0), add(1, 2, 3, 4, c=5, d=6), add.__name__, add.__doc__, add(b=1, a=2))
def nothing():
    pass
print(nothing(), (lambda: 3)(), (lambda x, *y, z=1: (x, y, z))(1, 2, z=3))
def positional(a, /, b, *, c):
    return a, b, c
print(positional(1, b=2, c=3), positional(1, 2, c=3))
def annotated(x: int, y: 'str' = 'a') -> float:
    return x, y
print(annotated(1))
