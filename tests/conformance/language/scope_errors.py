def f():
    print(x_local)
    x_local = 1
def g():
    return undefined_name
for call in (f, g):
    try:
        call()
    except (UnboundLocalError, NameError) as e:
        print(type(e).__name__, e)
[y for y in range(3)]
try:
    y
except NameError as e:
    print(type(e).__name__, e)
z = 1
del z
try:
    z
except NameError as e:
    print(e)
