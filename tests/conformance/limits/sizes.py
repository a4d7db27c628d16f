"""Shapes whose elements cannot be counted; lists nested deeper than calls may be."""

import numpy as np


def told(f):
    try:
        print(repr(f())[:60])
    except Exception as e:
        print(type(e).__name__, e)


def nest(x, n, around):
    for i in range(n):
        x = around(x)
    return x


told(lambda: np.meshgrid(*[np.arange(100)]*20))
told(lambda: np.broadcast_arrays(*[np.arange(100).reshape((100,)+(1,)*i) for i in range(20)]))
told(lambda: np.meshgrid(*[np.arange(100)]*20,sparse=True)[0].shape)
told(lambda: np.broadcast_shapes(*[(100,)+(1,)*i for i in range(20)]))
told(lambda: np.broadcast(*[np.arange(100).reshape((100,)+(1,)*i) for i in range(20)]).size)
told(lambda: np.broadcast_to(1,(100,)*20))
told(lambda: np.indices((100,)*20))
told(lambda: np.ix_(*[range(100)]*20)[0].shape)
told(lambda: np.add.outer(np.arange(10**5).reshape(10**5),np.broadcast_to(1,(10**5,)*3)))
told(lambda: np.lib.stride_tricks.as_strided(np.ones(1),(10**6,)*6,(0,)*6))
told(lambda: np.kron(np.broadcast_to(1,(10**6,)*2),np.broadcast_to(1,(10**6,)*2)))
told(lambda: np.multiply.outer(np.broadcast_to(1,(10**6,)*2),np.broadcast_to(1,(10**6,)*2)))
told(lambda: np.dtype(nest('i4',10**4,lambda d:[('a',d)])).itemsize)
told(lambda: np.dtype(nest('i4',10**4,lambda d:(d,(1,)))).shape)
told(lambda: np.dtype(nest('i4',10**5,lambda d:{'names':['a'],'formats':[d]})).itemsize)
told(lambda: np.block(nest(1,10**5,lambda d:[d])))
told(lambda: np.block(nest(1,70,lambda d:[d])).shape)
told(lambda: np.block(nest(1,60,lambda d:[d])).shape)
