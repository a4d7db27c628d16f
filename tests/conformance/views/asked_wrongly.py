"""Views, flags, iterators and index numbers, asked for rightly and wrongly."""

import warnings

import numpy as np

warnings.simplefilter("ignore")


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a=np.arange(6.).reshape(2,3)
t(lambda: np.broadcast_to(a,(2,2,3)).flags.farray)
t(lambda: np.broadcast_to(a,(2,2,3)).flags['FA'])
try:
    t(lambda: a.T.flags['FARRAY'], a.flags.farray, a.T[::2].flags.farray)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: a.getfield('i8',-1))
t(lambda: a.getfield('i8',1))
t(lambda: a.getfield('f4',6))
t(lambda: a.getfield('c16'))
b=a.copy('F')
t(lambda: b.resize(4,1))
t(lambda: b.strides)
t(lambda: b.resize((2,3)))
t(lambda: b.resize())
t(lambda: b.resize(None))
t(lambda: b.resize((2,3), foo=1))
t(lambda: b.resize((2,3), refcheck=False, foo=1))
try:
    b.dtype=7
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    b.dtype='foo'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: b.setflags(1,2,3,4))
t(lambda: b.setflags(0,None,True))
t(lambda: b.setflags(align=False))
t(lambda: b.flags)
t(lambda: b.setflags(align=True))
b.flags['A']=False
t(lambda: b.flags.aligned)
try:
    b.flags['X']=True
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    b.flags['Q']=True
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: b.setflags(foo=True))
t(lambda: b[None].reshape())
t(lambda: b.reshape(order='F'))
t(lambda: a.flat[[1.0]])
t(lambda: a.flat[[True]])
t(lambda: a.flat[np.array([True]*6)])
t(lambda: a.flat[[True]*6])
t(lambda: a.flat[True])
t(lambda: a.flat[np.True_])
t(lambda: a.flat[False])
t(lambda: a.flat[1.0])
t(lambda: a.flat[[]])
t(lambda: a.flat[None])
t(lambda: a.flat['x'])
t(lambda: a.flat[np.float64(1)])
t(lambda: a.flat[[[1.0,2]]])
t(lambda: a.flat[np.array(1)])
t(lambda: a.flat[(1,)])
t(lambda: a.flat[[1],])
t(lambda: a.flat[:2,])
t(lambda: a.flat[7])
t(lambda: a.flat[[7]])
try:
    a.flat[1.0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.flat[True]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a.flat[True]=9
t(lambda: a)
try:
    a.flat[[True]]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a.flat[False]=9
try:
    a.flat[0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.flat[0]=[]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.flat[0]=np.array([5,6])
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a.flat[:]=[]
a.flat[(slice(1,3),)]=[]
a.flat[[1.0]]=3
t(lambda: a)
t(lambda: a.flat == 1)
t(lambda: a.flat != 1)
t(lambda: a.flat < 2)
t(lambda: a.flat == [1,2])
f=a.flat
t(lambda: iter(f) is f)
t(lambda: f >= np.zeros(6))
t(lambda: f == None)
try:
    a.flat[1]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a.flat[1]='3'
t(lambda: a)
a.flags.writeable=False
try:
    a.flat[0]=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.flat=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: a.byteswap(True))
t(lambda: a.fill(3))
t(lambda: np.zeros(2).fill(np.arange(2)))
t(lambda: np.zeros(2).fill([1]))
t(lambda: np.zeros(2).fill(np.array([3])))
t(lambda: np.zeros(2).fill(np.array(3)))
t(lambda: np.zeros(2).fill('x'))
t(lambda: np.unravel_index(np.array([], dtype=int), ()))
t(lambda: np.unravel_index([], (2,-1), order='F'))
t(lambda: np.unravel_index([], (2,3)))
t(lambda: np.unravel_index([1.0], (2,3)))
t(lambda: np.unravel_index('a', (2,3)))
t(lambda: np.unravel_index([1,7], (2,3)))
t(lambda: np.unravel_index(7, (2,3), order='A'))
t(lambda: np.unravel_index(7, (2,3), 'Q'))
t(lambda: np.unravel_index(1, (2,0)))
t(lambda: np.unravel_index(0, ()))
t(lambda: np.unravel_index([0], ()))
t(lambda: np.unravel_index(np.array([],int), (2,0)))
t(lambda: np.unravel_index(1, -2))
t(lambda: np.unravel_index(1, (2,-2)))
t(lambda: np.unravel_index(1, (2,'a')))
t(lambda: np.unravel_index(1, (2,1.5)))
t(lambda: np.unravel_index(True, (2,2)))
t(lambda: np.unravel_index(None, (2,2)))
t(lambda: np.unravel_index([True], (2,2)))
t(lambda: np.unravel_index(-1, (2,2)))
t(lambda: np.unravel_index(np.uint64(3), (2,2)))
t(lambda: np.unravel_index(1, (2**40,2**40)))
t(lambda: np.ravel_multi_index((2,1),(0,3),mode='clip'))
t(lambda: np.ravel_multi_index((2,1),(0,3)))
t(lambda: np.ravel_multi_index(([],[]),(0,3)))
t(lambda: np.ravel_multi_index((np.array([],int),np.array([],int)),(0,3)))
t(lambda: np.ravel_multi_index(-1,(2,3)))
t(lambda: np.ravel_multi_index('ab',(2,3)))
t(lambda: np.ravel_multi_index([],(2,3)))
t(lambda: np.ravel_multi_index((),()))
t(lambda: np.ravel_multi_index(([0],[1]),(3,), order='A'))
t(lambda: np.ravel_multi_index(([0],[1]),(3,), order='Q'))
t(lambda: np.ravel_multi_index(([0],[1]),(3,), mode='Q'))
t(lambda: np.ravel_multi_index(([0],[1]),(3,), mode=('raise',)))
t(lambda: np.ravel_multi_index(([0],[1]),(3,3), mode=('raise',)))
t(lambda: np.ravel_multi_index(([0],[1]),(3,3), mode=('raise','wrap','clip')))
t(lambda: np.ravel_multi_index(([0],[1]),(3,3), mode=('raise','wrap')))
t(lambda: np.ravel_multi_index(([0.],[1]),(3,3)))
t(lambda: np.ravel_multi_index(([0,1],[1,2,3]),(3,3)))
t(lambda: np.ravel_multi_index(([0],['a']),(3,3)))
t(lambda: np.ravel_multi_index(([0],[1]),(3,-3)))
t(lambda: np.ravel_multi_index([0,1],(3,3),mode=1))
t(lambda: np.ravel_multi_index([0,1],(2**40,2**40)))
t(lambda: np.broadcast_to(np.arange(3),(-1,)))
t(lambda: np.broadcast_to(np.arange(3),-3))
t(lambda: np.broadcast_to(np.arange(3),(2.5,)))
t(lambda: np.split(np.arange(4),2.0))
t(lambda: np.array_split(np.arange(4),None))
t(lambda: np.array_split(np.arange(4),2.7))
t(lambda: np.array_split(np.arange(4),True))
t(lambda: np.split(np.arange(4),1.5))
t(lambda: np.split(np.arange(4),None))
t(lambda: np.hsplit(np.arange(4),2.0))
t(lambda: np.array_split(np.arange(4),2j))
t(lambda: np.split(np.arange(4),np.array([2])))
t(lambda: np.flip(np.arange(4),[0]))
t(lambda: np.flip(np.arange(4),[0,0]))
t(lambda: np.flip(np.arange(4),1.5))
t(lambda: np.flip(np.arange(4),'a'))
t(lambda: np.flip(np.arange(4),True))
t(lambda: np.expand_dims(np.arange(4),[0]))
t(lambda: np.expand_dims(np.arange(4),1.5))
t(lambda: np.expand_dims(np.arange(4),True))
t(lambda: np.expand_dims(np.arange(4),(0,0)))
t(lambda: np.expand_dims(np.arange(4),[0,'a']))
t(lambda: np.expand_dims(np.arange(4),None))
t(lambda: np.expand_dims(np.arange(4),3))
t(lambda: np.lib.stride_tricks.sliding_window_view(np.ones((2,3)),2.0))
t(lambda: np.lib.stride_tricks.sliding_window_view(np.ones(3),2.0))
t(lambda: np.lib.stride_tricks.sliding_window_view(np.ones(3),[2],axis=[0]))
b=np.broadcast(np.ones((2,3)),[1,2,3])
t(lambda: next(b))
t(lambda: b.index)
t(lambda: b.reset())
t(lambda: b.index)
t(lambda: [*b][-1])
t(lambda: b.index)
t(lambda: iter(b) is b)
t(lambda: tuple(a.ctypes.shape))
