import numpy as np, warnings
def t(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r=repr(f())
        except Exception as e: r=type(e).__name__+': '+str(e)
        print(r, [str(v.message) for v in w])
t(lambda: np.half(2**63)); t(lambda: np.half(1e6)); t(lambda: np.half(65520)); t(lambda: np.float32(1e40)); t(lambda: np.float32(10**40)); t(lambda: np.float16(np.float64(1e6)));t(lambda: np.float32(2**200));t(lambda: np.float16(2**15));t(lambda: np.float16([1e6]));t(lambda: np.float32(np.float64(1e300)));t(lambda: np.complex64(1e300));t(lambda: np.array(10**40,dtype='f4'));t(lambda: np.half(10**400));t(lambda: np.float16('1e6'))
t(lambda: np.array([2**63],'f2')); t(lambda: np.array([1e6],'f2')); t(lambda: np.array(1e6,'f2')); t(lambda: np.full(2,1e6,'f2')); 
def s(v,d='f2'):
    a=np.zeros(2,d); a[0]=v; return a
t(lambda: s(1e6)); t(lambda: s(2**63)); t(lambda: s(10**40,'f4')); t(lambda: s('1e6')); t(lambda: s(np.int64(70000))); t(lambda: s(70000)); t(lambda: np.array([70000]).astype('f2')); t(lambda: np.float16(70000)); t(lambda: np.float16(np.int32(70000))); t(lambda: np.float16(True)); t(lambda: s(1e300,'c8')); t(lambda: np.float32('1e40')); t(lambda: np.array([2**40,10**30,10**40],dtype=object).astype('f4'))
t(lambda: np.float16(1)+70000); t(lambda: np.float16(1)+1e6); t(lambda: np.array([1],'f2')+70000); t(lambda: np.array([1],'f4')*10**40); t(lambda: np.float32(1)*10**40);t(lambda: np.full(2, 70000, 'f2'));t(lambda: np.array([70000,1],'f2'));t(lambda: np.maximum(np.float16(1),70000));t(lambda: np.float16(1)>70000);t(lambda: np.linspace(0,70000,3,dtype='f2'))

# Lengths, sections and diagonals of odd kinds.
t(lambda: np.eye(0, k=1.5)); t(lambda: np.eye(2, 3, k=5.5)); t(lambda: np.eye(3, k=1.5)); t(lambda: np.eye(2, k=-2.5))
t(lambda: np.array_split(np.arange(4), b'')); t(lambda: np.array_split(np.arange(4), b'\x01\x02')); t(lambda: np.split(np.arange(4), b''))
for n in [0, 1, 3, 4, 5, -1, -2, -3, -4, -5, -9, 1.5, True, np.int8(3), 'a', None]:
    r = np.random.default_rng(0)
    t(lambda: r.bytes(n)); t(lambda: r.random())
