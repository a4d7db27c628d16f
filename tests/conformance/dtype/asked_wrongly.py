"""Printing options, dtypes, casts, einsum and arange with arguments of the wrong kind."""

import warnings

import numpy as np

warnings.simplefilter("ignore")


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


t(lambda: np.set_printoptions(nope=1))
try:
    with np.printoptions(legacy='1.2'): pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    with np.printoptions(threshold='a'): pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    with np.printoptions(precision='a'): pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    with np.printoptions(precision=1.5): print(np.array([1.23]))
except Exception as e:
    print(f"{type(e).__name__}: {e}")
with np.printoptions(suppress='a'): print(np.array([1.23]))
try:
    with np.printoptions(sign='a'): pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    with np.printoptions(floatmode='a'): pass
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    with np.printoptions(formatter=3): print(np.array([np.nan]))
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: np.array2string(np.zeros(0),threshold='y'))
t(lambda: np.array2string(np.arange(3),legacy='0'))
t(lambda: np.array2string(np.arange(3),floatmode='x'))
t(lambda: np.format_float_positional('a'))
t(lambda: np.format_float_scientific('a'))
t(lambda: np.format_float_scientific(np.zeros(1,[('a','i4')])[0]))
t(lambda: np.format_float_scientific(1.5,trim=None))
t(lambda: np.format_float_positional(1.5,trim=None))
t(lambda: np.format_float_positional(1.5,trim='x'))
t(lambda: np.base_repr(0,padding=-1))
t(lambda: np.base_repr(0,padding=3))
t(lambda: np.base_repr(5,padding=-1))
t(lambda: np.dtype('a3'))
t(lambda: np.dtype('a'))
t(lambda: np.array(['abc'],'a2'))
t(lambda: np.result_type([1.5],[1,2]))
t(lambda: np.result_type(1,[1.5]))
t(lambda: np.result_type([1.5]))
t(lambda: np.result_type([1,2]))
t(lambda: np.result_type(['a']))
t(lambda: np.result_type((1,2)))
t(lambda: np.result_type(np.float32,[('a','i4')]))
t(lambda: np.can_cast(np.zeros(2,'int16'),bytes))
t(lambda: np.can_cast('i2',bytes))
t(lambda: np.can_cast('i2','S'))
t(lambda: np.can_cast('i2','S3'))
t(lambda: np.can_cast('i2','S6'))
t(lambda: np.can_cast(float,str))
t(lambda: np.isdtype(bool,'integral'))
t(lambda: np.isdtype(np.dtype('>c16'),'numeric'))
t(lambda: np.isdtype(np.dtype('>i4'),'signed integer'))
t(lambda: np.isdtype(str,('f2','integral')))
t(lambda: np.isdtype(np.dtype('c16'),('f2','integral')))
t(lambda: np.dtype(np.array(1)))
t(lambda: np.dtype(np.unsignedinteger))
t(lambda: np.dtype(np.floating))
t(lambda: np.dtype(np.generic))
t(lambda: 'f4' != np.dtype(np.array(1)))
t(lambda: np.promote_types(str,np.array(1)))
t(lambda: np.array(70000.).astype('i2',casting='x'))
t(lambda: np.array(300).astype(np.int32,casting='no'))
t(lambda: np.array([300]).astype(np.int32,casting='no'))
t(lambda: np.array([300]).astype(np.int32,casting='same_value'))
t(lambda: np.array([300]).astype(np.int8,casting='same_value'))
t(lambda: np.array([1.5]).astype(np.int8,casting='same_value'))
t(lambda: np.array([1.0]).astype(np.int8,casting='same_value'))
t(lambda: np.array([2**24+1]).astype(np.float32,casting='same_value'))
t(lambda: np.array([1e300]).astype(np.float32,casting='same_value'))
t(lambda: np.array([np.nan]).astype(np.float32,casting='same_value'))
t(lambda: np.array([np.nan]).astype(np.int32,casting='same_value'))
t(lambda: np.array([-1]).astype(np.uint8,casting='same_value'))
t(lambda: np.array(300).astype(np.int8,casting='same_value'))
t(lambda: np.array([1+0j]).astype(float,casting='same_value'))
t(lambda: np.array([1+1j]).astype(float,casting='same_value'))
t(lambda: np.array([2]).astype(bool,casting='same_value'))
t(lambda: np.array([1]).astype(bool,casting='same_value'))
t(lambda: np.array(['1']).astype(int,casting='same_value'))
t(lambda: np.array([1]).astype(str,casting='same_value'))
t(lambda: np.array([0.1]).astype(np.float32,casting='same_value'))
t(lambda: np.can_cast('i4','i2',casting='same_value'))
t(lambda: np.can_cast('f8','i2','same_value'))
t(lambda: np.copyto(np.zeros(1,'i1'),np.array([300]),casting='same_value'))
t(lambda: np.add([1],[300],dtype='i1',casting='same_value'))
t(lambda: np.einsum('i->i->',np.ones(2),np.ones(2)))
t(lambda: np.einsum('i-j',np.ones(2)))
t(lambda: np.einsum('i..->i',np.ones(2)))
t(lambda: np.einsum('...i...',np.ones((3,3))))
t(lambda: np.einsum('',np.ones(3)))
t(lambda: np.einsum('ii->i',np.ones((1,3))))
t(lambda: np.einsum('ii->i',np.ones((3,1))))
t(lambda: np.einsum('ii',np.ones((1,3))))
t(lambda: np.einsum('i,i->',np.ones(2),np.ones(2),out=np.zeros(2)))
t(lambda: np.einsum('ij->j',np.ones((2,2),'i8'),dtype='f4'))
t(lambda: np.einsum('i,i',np.ones(2,'i2'),np.ones(2),dtype='u4'))
t(lambda: np.einsum('i,i',np.ones(2,'u4'),np.ones(2,'f4'),casting='no'))
t(lambda: np.zeros(2,object).view(None))
t(lambda: np.array(1.5,copy=False))
t(lambda: np.asarray([1],copy=False))
t(lambda: np.arange(start=5))
t(lambda: np.arange(start=5,dtype=complex))
t(lambda: np.arange(3,dtype=bool))
t(lambda: np.eye(3,k=1.5))
t(lambda: np.diag(np.ones((2,2)),k=1.5))
t(lambda: np.fromiter([[1,2],[3,4]],int))
t(lambda: np.linspace(1,2,num='a'))
t(lambda: np.linspace(1,2,num=2.5))
t(lambda: np.shares_memory(np.zeros(2),np.zeros(2),max_work=0))
try:
    a=np.zeros(3); np.shares_memory(a,a,max_work=0)
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: np.rot90(np.ones((2,3)),1.5))
t(lambda: np.flat)
t(lambda: a.reshape((3,),copy='X'))
try:
    del a.shape
except Exception as e:
    print(f"{type(e).__name__}: {e}")
t(lambda: a.shape)
try:
    del a.dtype
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    del a.strides
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    del a.foo
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    del a.T
except Exception as e:
    print(f"{type(e).__name__}: {e}")
