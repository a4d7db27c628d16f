print()
print('a', 'b', 'c', sep=', ', end='!\n')
print(1, 2.5, None, True, [1, 'a'], ('t',), {'k': 'v'}, {1}, sep='|')
print('no newline', end='')
print()
print(*[1, 2, 3], sep='\n')
print('tab\tnewline\\n', 'quote"', "it's", flush=True)
print([['nested', "it's"], ('a',), {'b': [1.0, None]}], [1e10, 1e-10, 1e16])
try:
    print('a', sep=1)
except TypeError as e:
    print(e)
