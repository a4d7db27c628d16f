"""Earlier ways of printing: `legacy=`."""
import numpy as np
vals=[np.float64(0.1),np.float64(3),np.float64(1e20),np.float32(0.1),np.float16(0.1),np.float16(1000),np.complex64(0.1+2j),np.complex128(1/3-2j),np.complex128(2j),np.float64('nan'),np.float64('-inf'),np.complex128(complex('nan')),np.complex128(complex(1,float('inf'))),np.int8(3),np.bool(1),np.str_('a'),np.bytes_(b'x'),np.float32(16777216.0),np.float64(123456789012.25), np.float64(1e-5), np.float64(100000.0),np.complex128(-0.0+0j)]
for m in ['1.13','1.21','1.25','2.1']:
    with np.printoptions(legacy=m):
        print(m)
        for v in vals: print(repr(v),str(v),[v], v.__format__(''), end=' ; ')
        print()
        print(np.array(0.1), repr(np.array(0.1)), repr(np.array('a')), repr(np.array(True)), repr(np.array([True])),np.array(0.1,'f4'),repr(np.array(3,'i2')), repr(np.array(0.1, 'f4')), repr(np.array(['a'])), repr(np.array(b'a')), repr(np.array(2j)))
        print(np.get_printoptions()['legacy'], np.get_printoptions()['sign'])
        print(repr(np.array([0.1,np.nan,3])), repr(np.array([1e10,-3])), repr(np.array([1+2j,3.5])), repr(np.array([], 'U3')), repr(np.zeros((2,0))), repr(np.finfo('f4')), np.dtype('i4'))
for m in ['1.13', '1.21', '2.2']:
    with np.printoptions(legacy=m, linewidth=40, threshold=30):
        for x in [np.arange(40), np.arange(48.).reshape(12, 4) / 7, np.linspace(-1, 1, 12), np.arange(12) * (1 - 2j), np.array([1e-9, 3, np.inf]), np.array([65520., 0.1], 'f2'),
                  np.arange(60).reshape(6, 10) % 2 == 0, np.array([-0.0, 1e9], 'f4'), np.arange(64).reshape(4, 4, 4), np.array(['long text', 'b'])]:
            print(x)
            print(repr(x))
        print(np.array2string(np.arange(10.), separator=',', suffix=')' * 20))
with np.printoptions(override_repr=lambda a: f'<{a.shape}>'):
    print(np.zeros((2, 3)), repr(np.zeros((2, 3))), [np.zeros(1)], np.array_repr(np.zeros(4)))
print(np.array_repr(np.float32(2)), np.array_repr(np.str_('a')))
print(np.base_repr(7.9), np.base_repr(-255, 16))
for f in [lambda: np.array_str(np.int8(3)), lambda: np.array_repr([1]), lambda: np.array_str([1]), lambda: np.format_float_positional(1.0, precision='a'), lambda: np.format_float_positional(1.0, precision=2.0),
          lambda: np.array2string(np.arange(2), formatter={'int': lambda v: 3}), lambda: np.array2string(np.arange(2), formatter=3), lambda: np.array2string(np.arange(2), legacy='9')]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
