def f(a, b, *, c=1):
    return a
def g():
    return 1
def h(a, /, b=1):
    return a
for call in (lambda: f(), lambda: f(1), lambda: f(1, 2, 3), lambda: f(1, 2, d=3), lambda: f(1, a=2, b=3), lambda: g(1), lambda: g(x=1), lambda: h(a=1), lambda: (lambda x: x)(), lambda: f(*[1]), lambda: h(1, 2, 3), lambda: f(1, 2, **{'c': 1, 'e': 2})):
    try:
        print(call())
    except TypeError as e:
        print(type(e).__name__, e)
