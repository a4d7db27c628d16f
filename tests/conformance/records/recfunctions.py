# numpy.lib.recfunctions; what lies between the fields of a view of some fields stays as it is.
import numpy as np
import numpy.lib.recfunctions as rfn
a=np.array([(1,2.5,'x'),(3,4.5,'yy')],dtype=[('i','i4'),('f','f8'),('s','U3')])
def t(f):
    try: print(repr(f()))
    except Exception as ex: print(type(ex).__name__, ex)
t(lambda: rfn.structured_to_unstructured(a[['i','f']]))
t(lambda: rfn.structured_to_unstructured(a))
t(lambda: rfn.structured_to_unstructured(a[['i','f']],dtype='f4'))
t(lambda: rfn.unstructured_to_structured(np.arange(6).reshape(3,2)))
t(lambda: rfn.unstructured_to_structured(np.arange(6).reshape(3,2),np.dtype([('x','f4'),('y','i2')])))
t(lambda: rfn.unstructured_to_structured(np.arange(6).reshape(3,2),names=['p','q']))
t(lambda: rfn.append_fields(a,'z',[7,8],usemask=False))
t(lambda: rfn.append_fields(a,['z','w'],[[7,8],[1.5,2.5]],dtypes=['f4','f8'],usemask=False))
t(lambda: rfn.drop_fields(a,'f'))
t(lambda: rfn.drop_fields(a,['f','i']))
t(lambda: rfn.rename_fields(a,{'i':'id'}))
t(lambda: rfn.merge_arrays((np.array([1,2]),np.array([10.,20.]))))
t(lambda: rfn.merge_arrays((a,np.array([10.,20.])),flatten=True))
t(lambda: rfn.repack_fields(a[['i','s']]))
t(lambda: rfn.repack_fields(a[['i','s']]).dtype)
t(lambda: rfn.get_names(a.dtype))
t(lambda: rfn.assign_fields_by_name(np.zeros(2,dtype=[('i','i8'),('q','f8')]),a))
t(lambda: rfn.require_fields(a,[('f','f4'),('q','i2')]))
t(lambda: rfn.apply_along_fields(np.mean,a[['i','f']]))

b=np.zeros(2,dtype=[('x','f8'),('y','f8')])
v=rfn.structured_to_unstructured(b)
v[0,1]=5
print(b, v.strides, np.shares_memory(b,v))
g=a[['i','s']]
g[:]=0
g[0]=(8,'new')
print(a)
r=np.ones(2,dtype={'names':['p','q'],'formats':['f8','f4'],'offsets':[0,18],'itemsize':32})
r[['p']]='0'
print(r, np.arange(2).astype('m8[D]').astype(str))
