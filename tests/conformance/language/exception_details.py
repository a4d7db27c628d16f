e = ValueError('a', 1)
e.add_note('first')
e.add_note('second')
print(e, e.args, e.__notes__, e.__suppress_context__)
try:
    e.add_note(3)
except TypeError as err:
    print(err)
print(hasattr(ValueError(), '__notes__'))
for error in [OSError(2, 'No such', 'name'), OSError(17, 'x'), OSError('text'), OSError(1, 2, 3, 4), PermissionError(5, 'e'), OSError(13, 'd', 'f')]:
    print(repr(error), '|', error, '|', error.errno, error.strerror, error.filename, error.args)
print([t.__name__ for t in BrokenPipeError.__mro__], issubclass(NotADirectoryError, OSError), issubclass(UnicodeTranslateError, ValueError))
try:
    [][0]
except IndexError:
    try:
        raise KeyError('k') from None
    except KeyError as err:
        print(err.__cause__, repr(err.__context__), err.__suppress_context__)
try:
    undefined_thing
except NameError as err:
    print(err.name)
try:
    (5).nope
except AttributeError as err:
    print(err.name)
try:
    raise SystemExit(3)
except SystemExit as err:
    print(err.code)


def f(a, *b, c=3, **d):
    x = 1
    def inner():
        return a, locals()
    y = [q for q in range(2)]
    return locals(), dir(), vars() == locals(), inner()


r = f(1, 2, z=4)
print({k: v for k, v in r[0].items() if k != 'inner'}, r[1], r[2], r[3])
print((lambda u, v=2: locals())(5))
