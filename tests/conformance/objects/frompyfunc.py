import math

import numpy as np


def o(*values):
    return np.array(list(values) + [None], dtype=object)[:-1]


def shown(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)


def g(a, b):
    return a * 10 + b


f = np.frompyfunc(lambda a, b: a + b, 2, 1)
h = np.frompyfunc(g, 2, 1)
k = np.frompyfunc(g, 2, 1, identity=0)
d = np.frompyfunc(divmod, 2, 2)

shown(lambda: f(1))
shown(lambda: f(1,2,3,4))
shown(lambda: f([1,2],[3,4]))
shown(lambda: f([1,2.5],1))
shown(lambda: f(1,2))
shown(lambda: f([[1],[2]],[3,4]))
shown(lambda: f([1,2],[1,2,3]))
shown(lambda: f([1,2],1,out=np.zeros(2)))
shown(lambda: f([1,2],1,out=np.empty(2,object)))
shown(lambda: f([1,2],1,np.empty(2,object)))
shown(lambda: f([1,2],1,dtype=object))
shown(lambda: f([1,2],1,where=[True,False],out=np.array([7,8],object)))
shown(lambda: f([1,2],1,foo=3))
shown(lambda: f(a=1))
shown(lambda: f.reduce([1,2,3]))
shown(lambda: f.reduce([]))
shown(lambda: k.reduce([]))
shown(lambda: f.reduce([[1,2],[3,4]]))
shown(lambda: f.reduce([[1,2],[3,4]],axis=1))
shown(lambda: f.reduce([[1,2],[3,4]],axis=None))
shown(lambda: k.reduce([[1,2],[3,4]],axis=None))
shown(lambda: h.reduce([[1,2],[3,4]],axis=-1,keepdims=True))
shown(lambda: h.reduce([1,2,3],initial=5))
shown(lambda: h.reduce([1,2,3],initial=5,where=[True,False,True]))
shown(lambda: h.reduce(5))
shown(lambda: h.accumulate([1,2,3]))
shown(lambda: h.accumulate([[1,2],[3,4]],axis=1))
shown(lambda: h.accumulate([[1,2],[3,4]]))
shown(lambda: h.outer([1,2],[3,4]))
shown(lambda: h.outer([1,2],[[3,4]]))
shown(lambda: h.reduceat([1,2,3,4],[0,2]))
shown(lambda: d.reduce([1,2]))
shown(lambda: np.frompyfunc(len,1,1).reduce([1]))
shown(lambda: np.frompyfunc(len,1,1))
shown(lambda: np.frompyfunc(g,2,1).__name__)
shown(lambda: (f.nin,f.nout,f.nargs,f.ntypes,f.types,f.identity,f.signature))
shown(lambda: k.identity)
shown(lambda: type(f))
shown(lambda: isinstance(f,np.ufunc))
shown(lambda: f.__doc__)
shown(lambda: np.frompyfunc(3,1,1))
shown(lambda: np.frompyfunc(len,1))
shown(lambda: np.frompyfunc(len))
shown(lambda: np.frompyfunc(len,nin=1,nout=1))
shown(lambda: np.frompyfunc(len,'a',1))
shown(lambda: np.frompyfunc(lambda: 1,0,1)())
shown(lambda: np.frompyfunc(g,2,0)(1,2))
shown(lambda: np.frompyfunc(lambda x: (x,x),1,1)([1,2]))
shown(lambda: np.frompyfunc(lambda x: (x,x),1,2)([1,2]))
shown(lambda: np.frompyfunc(lambda x: (x,x),1,2)(3))
shown(lambda: np.frompyfunc(lambda x: x,1,2)([1,2]))
shown(lambda: np.frompyfunc(lambda x: x/0,1,1)([1,2]))
shown(lambda: np.frompyfunc(lambda x: type(x).__name__,1,1)(np.array([1.5,2])))
shown(lambda: np.frompyfunc(lambda x: type(x).__name__,1,1)(np.float64(1)))
shown(lambda: np.frompyfunc(oct, 1, 1)(np.array((10, 30, 100))))
shown(lambda: np.frompyfunc(str,1,1)(np.array([['a','b'],['c','d']]).T))
shown(lambda: np.frompyfunc(str,1,1)([1,2]).astype('U'))
shown(lambda: str(f))
shown(lambda: np.frompyfunc(np.add,2,1))
shown(lambda: np.frompyfunc(str.upper,1,1)(['a','b']))
shown(lambda: np.frompyfunc(math.gcd,2,1)([4,6],2))
shown(lambda: np.frompyfunc(int,1,1)(['1','2']))
shown(lambda: np.frompyfunc(divmod,2,2)([7,8],3))
shown(lambda: np.frompyfunc(len,1,1)(np.array([[1,2],[3]],dtype=object)))
shown(lambda: np.frompyfunc(lambda x: x**2,1,1)(np.arange(3)).dtype)
shown(lambda: np.frompyfunc(lambda a,b: a+b,2,1).outer(['a','b'],['c']).tolist())
shown(lambda: np.frompyfunc(list,1,1)(['ab','c']))
