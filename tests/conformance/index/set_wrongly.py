"""What is set, repeated, copied or interpolated with the wrong index, count, mask or points."""

import warnings

import numpy as np

warnings.simplefilter("ignore")


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a=np.zeros(3)
z=np.array(5.)
try:
    a[4]=1j
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[0,0]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[[5]]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[5]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[0:1,0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[...]=['a']
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    z[...]=['a']
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    z[()]=['a']
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    z[...]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    z[...]=[[1]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    z[0]=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
z[True]=[1]
try:
    a[0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[0]=[1]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[0]=[[1]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[np.array(0)]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[[0]]=[[1,2]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[:2]=[[1,2]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[:2]=[[1,2],[3]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[[True,False]]=[1]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[[True,False]]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a['x']=1
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a['x']='y'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[1.5]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.astype(int)[0]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.astype(int)[:]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.astype(int)[5]='x'
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a.astype('U2')[5]=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    a[5]=None
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a[0]=None
try:
    a[0]={}
except Exception as e:
    print(f"{type(e).__name__}: {e}")
a[:]=None
try:
    np.zeros((2,2))[0,0]=[1,2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0]=[[1,2]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0]=[[1,2],[3,4]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0]=[[[1,2]]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0]=[[[1,2]],[[3,4]]]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0]=['a',2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[5]=['a',2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    np.zeros((2,2))[0,[5]]=['a',2]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: np.repeat(np.array(5),2,axis=0))
t(lambda: np.repeat(np.array(5),2,axis=1))
t(lambda: np.repeat(np.array(5),2,axis=-1))
t(lambda: np.array(5).repeat(2,axis=-2))
t(lambda: np.repeat(np.zeros((0,3)),-1))
t(lambda: np.repeat(np.zeros((0,3)),-1,axis=0))
t(lambda: np.repeat(np.zeros((0,3)),-1,axis=1))
t(lambda: np.repeat(np.zeros((2,3)),-1,axis=1))
t(lambda: np.repeat(np.zeros((2,3)),[[1,2]],axis=5))
t(lambda: np.repeat(np.zeros((2,3)),[[1,2]]))
t(lambda: np.repeat(np.zeros((2,3)),'a',axis=5))
t(lambda: np.repeat(np.zeros((2,3)),[1,2],axis=5))
t(lambda: np.quantile(np.zeros((0,3)),.5))
t(lambda: np.quantile(np.zeros((0,3)),.5,axis=0))
t(lambda: np.quantile(np.zeros(0),[.1,.9]))
t(lambda: np.quantile(np.zeros(0),0))
t(lambda: np.quantile(np.zeros(0),1))
t(lambda: np.quantile(np.zeros((0,3)),.5,axis=1))
t(lambda: np.percentile([],50))
t(lambda: np.median(np.zeros((0,7,2)),axis=(2,)))
try:
    p,*q=np.array(3)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    p,q=np.array(3)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    p,q=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    p,*q=3
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    p,q=None
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    p,q=np.float64(3)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    for p,q in [np.array(3)]: pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: np.copyto(a,a,where=[1]))
t(lambda: np.copyto(z,z,where=[1]))
t(lambda: np.copyto(z,z,where=[True,False]))
t(lambda: np.copyto(np.zeros((3,5)),np.zeros((3,5)),where=[True,False,False]))
t(lambda: np.copyto(a,a,where=[True,False]))
t(lambda: np.copyto(a,1,where=[True,False]))
t(lambda: np.copyto(np.zeros((3,3,0)),3,where=[True,True]))
t(lambda: np.copyto(np.zeros((3,3,0)),3,where=[True,True,False]))
t(lambda: np.copyto(a,[1,2],where=[True,False]))
t(lambda: np.copyto(a,a,where=[1,2,3]))
t(lambda: np.copyto(a,a,where='x'))
t(lambda: np.copyto(a,a,where=[1.5]))
t(lambda: np.add([1],[2],dtype='>i4'))
t(lambda: np.less([1],[2],dtype='>f2'))
t(lambda: np.sqrt([1],dtype='>f4'))
t(lambda: np.add.reduce([1.5],dtype='>i4'))
t(lambda: np.add.reduce([1],dtype='>i8'))
t(lambda: np.sum([1],dtype='>i4'))
t(lambda: np.sum([1.5],dtype='>i4',where=[True]))
t(lambda: np.cumsum([1.5],dtype='>i4'))
t(lambda: np.prod([1j],dtype='>i4'))
t(lambda: np.mean([1],dtype='>f4'))
t(lambda: np.multiply([1],[2],dtype='>f8'))
t(lambda: np.add([1],[2],dtype='>f8',casting='no'))
t(lambda: np.add(['a'],[2],dtype='>f8'))
t(lambda: np.add([1],[2],dtype='M8[s]'))
t(lambda: np.add([1],[2],dtype='S5'))
t(lambda: np.add.accumulate([1],dtype='>f8'))
t(lambda: np.add.reduceat([1,2],[0],dtype='>f8'))
t(lambda: np.add.outer([1,2],[0],dtype='>f8'))
t(lambda: np.any([1],dtype='>f8'))
t(lambda: np.interp([1],[[1,2]],[1]))
t(lambda: np.interp([1],[1,2],[[1,2]]))
t(lambda: np.interp([1],[1,2],[1]))
t(lambda: np.interp([1],[1,2],[1],left=2j))
t(lambda: np.interp([1],['a','b'],[1,2]))
t(lambda: np.interp([1],[1,2],['a','b']))
t(lambda: np.interp(['a'],[1,2],[1,2]))
t(lambda: np.interp('a',[1,2],[1,2]))
t(lambda: np.interp(np.array(['ab']),[1,2],[1,2]))
t(lambda: np.interp([1],np.array(['ab']),[1]))
t(lambda: np.interp([[1]],[1,2],[1,2]))
t(lambda: np.interp([1],np.array([[1,2]]),[1,2]))
t(lambda: np.interp([1],[1,2],[1,2],left='a'))
t(lambda: np.interp([1],[1,2],[1,2],left=1j))
t(lambda: np.interp([1],1,2))
t(lambda: np.interp([1],[],[]))
t(lambda: np.interp([1],[1,2],[1,2],period=0))
t(lambda: np.interp([1],None,[1,2]))
