total = (1 +
         2 +
         3)
items = [
    'a',   # a comment
    'b',
]
long = 1 + \
    2
if (total == 6 and
        len(items) == 2):
    print(total, items, long)
def spread(
    a,
    b=2,
):
    return (a,
            b)
print(spread(
    1,
    b=3,
))
x = {'a': 1,

     'b': 2}
print(x); print('end')
