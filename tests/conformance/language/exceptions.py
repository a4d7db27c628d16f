def risky(n):
    try:
        if n == 0:
            return 'returned'
        if n == 1:
            raise ValueError('one')
        if n == 2:
            [][0]
        if n == 3:
            raise KeyError('k')
    except ValueError as e:
        return f'caught {e} {e.args}'
    except (IndexError, KeyError) as e:
        return f'{type(e).__name__}: {e} {e!r}'
    else:
        return 'else'
    finally:
        print('finally', n)
for n in range(5):
    print(risky(n))
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError('wrapped') from e
except RuntimeError as e:
    print(repr(e), isinstance(e, Exception), repr(e.__cause__))
try:
    raise TypeError
except TypeError as e:
    print(repr(e), str(e) == '')
try:
    try:
        raise ValueError('again')
    except ValueError:
        raise
except Exception as e:
    print(e)
try:
    assert 1 == 2, 'math'
except AssertionError as e:
    print(repr(e))
try:
    raise 5
except TypeError as e:
    print(e)
print(issubclass(IndexError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), ValueError('a', 1).args)
