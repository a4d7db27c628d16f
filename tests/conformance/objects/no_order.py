"""Dates as durations, reflected comparisons, objects that have no order, and what is filled, viewed or flipped oddly."""

import warnings

import numpy as np

warnings.simplefilter("ignore")


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


t(lambda: np.where([True,False],np.uint16(200),-128))
t(lambda: np.where([True,False],np.arange(2,dtype='u1'),300))
t(lambda: np.where([],np.zeros(0,'u4'),-1))
t(lambda: np.where(True,np.int8(1),300))
t(lambda: np.where([True,False],-1,np.uint8(3)))
t(lambda: np.full((3,),1j,dtype=int))
t(lambda: np.full((3,),1j,dtype='f4'))
t(lambda: np.full((3,),1+2j,dtype='i2'))
t(lambda: np.full(2,'a',dtype=int))
t(lambda: np.full(2,1.7,dtype=int))
t(lambda: np.full(2,300,dtype='i1'))
t(lambda: np.full_like([1,2],1j))
t(lambda: np.zeros(2,int).fill([]))
t(lambda: np.zeros(2,int).fill([1]))
t(lambda: np.zeros(2,int).fill((1,2)))
t(lambda: np.zeros(2,int).fill(np.array([1])))
t(lambda: np.zeros(2,complex).fill([]))
t(lambda: np.zeros(2,complex).fill([1]))
t(lambda: np.zeros(2,complex).fill((1,2)))
t(lambda: np.zeros(2,complex).fill(np.array([1])))
t(lambda: np.zeros(2,complex).fill(None))
t(lambda: np.zeros(2,bool).fill([]))
t(lambda: np.zeros(2,bool).fill([1]))
t(lambda: np.zeros(2,'U2').fill([1]))
t(lambda: np.zeros(2,'U2').fill([]))
t(lambda: np.zeros(2,float).fill(None))
t(lambda: np.zeros(2,float).fill({}))
t(lambda: np.zeros(2,int).fill(None))
x=np.zeros(2,'i2')
try:
    x[0]=np.array(['12'])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[0]=np.array([7])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[0]=np.array([1,2])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[0]=np.array(['12','13'])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[np.array(0)]=['a']
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[np.array(0)]=[1]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[np.array(0)]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    x[np.array(0)]=np.array([3])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: x.astype(complex)[0])
try:
    y=np.zeros(2,complex); y[0]=[1]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    y[0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    y[np.array(0)]=[1,[2]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    y[0]=np.array([1,2])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: np.arange(4).astype('m8[M]').astype('M8[h]'))
t(lambda: np.arange(4).astype('m8[ns]').astype('M8[Y]'))
t(lambda: np.arange(0,10**10,3*10**9).astype('m8[ns]').astype('M8[s]'))
t(lambda: np.arange(4).astype('M8[D]').astype('m8[h]'))
t(lambda: np.array(['2000','NaT'],'M8[Y]').astype('m8[D]'))
t(lambda: np.array([5,'NaT'],'m8[s]').astype(float))
t(lambda: np.array([5,'NaT'],'m8[s]').astype('f4'))
t(lambda: np.array(['2000','NaT'],'M8[Y]').astype(float))
t(lambda: np.array([5,'NaT'],'m8[s]').astype(int))
t(lambda: np.array([5,'NaT'],'m8[s]').argmin())
t(lambda: np.array([5,'NaT',1],'m8[s]').argmin())
t(lambda: np.array([5,'NaT',1],'m8[s]').argmax())
t(lambda: np.array(['2000','NaT'],'M8[Y]').argmin())
t(lambda: np.array(['2000','NaT'],'M8[Y]').argmax())
t(lambda: list(np.bytes_(b'ab')))
t(lambda: sorted(np.bytes_(b'ab')))
t(lambda: b'ab' + 'd')
t(lambda: np.bytes_(b'ab') + b'd')
t(lambda: np.bytes_(b'ab') * 2)
t(lambda: np.flip(np.array(3.)))
t(lambda: np.flipud(np.ones(2)))
t(lambda: np.arange(3).view(None))
t(lambda: np.arange(4,dtype='f4').view(None))
t(lambda: np.arange(3).view(dtype=None))
t(lambda: np.ones((2,3)).reshape(None))
t(lambda: np.ones((2,3)).reshape(None,order='F').strides)
t(lambda: np.reshape(np.ones((2,3)),None))
a,b=np.broadcast_arrays(np.ones((1,3,3)),np.ones((3,)))
try:
    t(lambda: a.strides,b.strides)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
f=np.arange(3); f.flags.writeable=False
t(lambda: np.copyto(f,f))
t(lambda: np.copyto(f,f[:]))
t(lambda: np.copyto(f,f.copy()))
t(lambda: np.copyto(np.zeros(2,'u2'),255,'no'))
t(lambda: np.copyto(np.zeros(2,'f4'),1.5,'safe'))
t(lambda: np.copyto(np.zeros(2,'f4'),1,'no'))
t(lambda: np.copyto(np.zeros(2,'i8'),1,'no'))
t(lambda: np.copyto(np.zeros(2,'f8'),1.5,'no'))
t(lambda: np.arange(9,dtype='>f4'))
t(lambda: np.arange(3,dtype='>c8'))
t(lambda: np.arange(3,dtype='>i2'))
t(lambda: np.arange(3,dtype='>f8'))
t(lambda: np.linspace(0,1,3,dtype='>f4'))
t(lambda: 2.5 <= np.array(['2004-02-29'],'M8[D]'))
t(lambda: 3 >= np.array(['a']))
t(lambda: 3 < np.array(['a']))
t(lambda: b'x' < np.uint8(0))
t(lambda: 'a' < np.int8(3))
t(lambda: None < np.int8(3))
t(lambda: np.int8(3) < None)
t(lambda: 'a' >= np.array([1]))
t(lambda: [1] < np.array(['a']))
t(lambda: np.sort(np.array([np.int8(3),'',None,0],dtype=object)[:-2]))
t(lambda: np.sort(np.array([1.5,5,'z',7],dtype=object)))
t(lambda: np.argsort(np.array([1.5,5,'z',7],dtype=object),kind='stable'))
t(lambda: np.argsort(np.array([1.5,5,'z',7],dtype=object)))
t(lambda: np.sort(np.array(['a',5,2],dtype=object)))
t(lambda: np.sort(np.array([5,2,'a'],dtype=object),kind='stable'))
t(lambda: np.sort(np.array([5,2,'a',3],dtype=object),kind='stable'))
t(lambda: np.sort(np.array([5,2,'a',3],dtype=object)))
t(lambda: np.lexsort((np.array([1,7,'a'],dtype=object),)))
t(lambda: np.lexsort((np.array([[2,3],[1],[]],dtype=object),)))
t(lambda: np.unique(np.array([1,'a'],dtype=object)))
t(lambda: np.argmin(np.array([slice(1),1.5],dtype=object)))
t(lambda: np.argmax(np.array([slice(1),1.5],dtype=object)))
t(lambda: np.log2.reduce([1],foo=1))
t(lambda: np.negative.reduce())
t(lambda: np.sin.accumulate([1],0,None,None,3))
t(lambda: np.conjugate.reduceat([1]))
t(lambda: np.sin.outer(1,2))
t(lambda: np.sin.at([1]))
t(lambda: np.modf.reduce([1]))
t(lambda: np.divmod.reduce([1]))
t(lambda: np.add.reduce())
t(lambda: np.float64(1).numerator)
t(lambda: np.uint8(3).numerator)
t(lambda: np.int8(3).denominator)
t(lambda: np.float64(1.5).denominator)
t(lambda: np.int64(3).__array_priority__)
t(lambda: np.array(3).__array_priority__)
t(lambda: np.unstack(np.ones((2,2)),axis=-3))
t(lambda: np.pad(np.array(3),-1))
t(lambda: np.pad(np.array(3),1))
t(lambda: np.pad(np.ones(3),-1))
t(lambda: np.SeedSequence)
t(lambda: np.random.SeedSequence(9).generate_state(2,int))
t(lambda: np.random.SeedSequence(9).generate_state(2,'u8'))
t(lambda: np.eye(2.0))
t(lambda: np.finfo(np.float16).min)
t(lambda: np.einsum('ijk->kij',np.ones((2,2,2),'i1'),dtype='b1').dtype)
t(lambda: 0j & np.float64(-.8))
t(lambda: 1j << np.float64(2))
t(lambda: np.bool(True)//np.uint16(0))
t(lambda: np.float64(1.5).__round__(2))
