def counter():
    n = 0
    def bump(by=1):
        nonlocal n
        n += by
        return n
    return bump
c, d = counter(), counter()
print(c(), c(5), d(), [f(0) for f in [lambda x, i=i: x + i for i in range(3)]])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
total = 0
def add(x):
    global total
    total += x
add(3); add(4)
print(total)
def compose(*fs):
    def composed(x):
        for f in fs:
            x = f(x)
        return x
    return composed
print(compose(lambda x: x + 1, lambda x: x * 2)(3))
def outer():
    x = 1
    def inner():
        return x
    x = 2
    return inner()
print(outer())
