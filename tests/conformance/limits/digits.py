"""How many digits of an int are read and written."""

import sys


def told(f):
    try:
        print(repr(f())[:60])
    except Exception as e:
        print(type(e).__name__, e)


big=10**5000
told(lambda: '%d' % big)
told(lambda: format(big,'d'))
told(lambda: f'{big}')
told(lambda: f'{big:,}')
told(lambda: f'{big:x}'[:4])
told(lambda: '%x' % big)
told(lambda: format(big,'n'))
told(lambda: format(big,''))
told(lambda: '%s' % big)
told(lambda: '%i' % -big)
told(lambda: '{:>6000d}'.format(big))
told(lambda: f'{big:e}')
told(lambda: int('1'*5000))
told(lambda: int(b'1'*5000))
told(lambda: int('1_'*5000+'1'))
told(lambda: int('1'*5000,16)%7)
told(lambda: int('1'*5000,7))
told(lambda: int('x'*5000))
told(lambda: int('1'*4300)%7)
told(lambda: int('1'*4301))
told(lambda: repr([big]))
told(lambda: str(10**4299)[:3])
told(lambda: str(10**4300))
told(lambda: str(-10**4299)[:3])
told(lambda: '%d' % 10**3)
told(sys.get_int_max_str_digits)
told(lambda: sys.set_int_max_str_digits(5))
told(lambda: sys.set_int_max_str_digits(-1))
told(lambda: sys.set_int_max_str_digits('a'))
told(lambda: sys.set_int_max_str_digits(640))
told(lambda: sys.set_int_max_str_digits(maxdigits=640))
told(lambda: str(10**639)[:3])
told(lambda: str(10**640))
told(lambda: '%d' % 10**640)
told(lambda: '%d' % (10**640))
told(lambda: int('1'*641))
told(lambda: sys.set_int_max_str_digits(0))
told(lambda: len(str(big)))
told(lambda: len('%d' % big))
told(lambda: int('1'*6000)%7)
told(sys.get_int_max_str_digits)
told(lambda: sys.set_int_max_str_digits(2**40))
told(lambda: sys.set_int_max_str_digits(2.5))
told(lambda: sys.set_int_max_str_digits())
told(lambda: sys.set_int_max_str_digits(True))
