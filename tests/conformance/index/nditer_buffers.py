import numpy as np
def t(f):
    try: r=f(); print(repr(r), getattr(r,'dtype',None), type(r))
    except Exception as e: print(type(e).__module__,type(e).__name__,'|',e)
a=np.arange(6.).reshape(2,3)-3
t(lambda:[x for x in np.nditer(a, flags=['buffered'], op_dtypes=['int64'])])
t(lambda:[x for x in np.nditer(a, flags=['buffered'], op_dtypes=['int64'],casting='unsafe')])
t(lambda:[x for x in np.nditer(a, op_dtypes=['complex128'])])
t(lambda:[x for x in np.nditer(a, op_flags=['readonly','copy'],op_dtypes=['complex128'])])
t(lambda:[x for x in np.nditer(a, flags=['buffered'], op_dtypes=['complex128'])])
t(lambda:[x for x in np.nditer(a, op_dtypes=['float64'])])
t(lambda:[x for x in np.nditer(a, flags=['external_loop','buffered'],order='F')])
t(lambda:[x for x in np.nditer(a, flags=['external_loop','buffered'],buffersize=4)])
t(lambda:[x for x in np.nditer(a, flags=['buffered'], op_dtypes='int32', casting='same_kind')])
def w():
    b=np.arange(4)
    for x in np.nditer(b, op_flags=['readwrite'], flags=['buffered'], op_dtypes=['float64'], casting='same_kind'): x[...]=x/2
    return b
t(w)
def w2():
    b=np.arange(4)
    with np.nditer(b, op_flags=['readwrite'], flags=['buffered'], op_dtypes=['float64'], casting='unsafe') as it:
        for x in it: x[...]=x/2
    return b
t(w2)
def w3():
    b=np.arange(4.)
    with np.nditer(b, op_flags=['writeonly','updateifcopy'] ,op_dtypes=['int64'], casting='unsafe') as it:
        for x in it: x[...]=2
    return b
t(w3)
def r():
    it=np.nditer([a,None],flags=['reduce_ok'],op_flags=[['readonly'],['readwrite','allocate']],op_axes=[None,[0,-1]])
    with it:
        it.operands[1][...]=0
        for x,y in it: y[...]+=x
        return it.operands[1]
t(r)
def r2():
    b=np.array(0.)
    with np.nditer([a,b],['reduce_ok'],[['readonly'],['readwrite']]) as it:
        for x,y in it: y[...]+=x
    return b
t(r2)
t(lambda: np.nditer([a,np.array(0.)],[],[['readonly'],['readwrite']]))
def r3():
    it=np.nditer([a,None],['reduce_ok','external_loop'],[['readonly'],['readwrite','allocate']],op_axes=[None,[0,-1]])
    with it:
        it.operands[1][...]=0
        for x,y in it: y[...]+=x
        return it.operands[1]
t(r3)
def r4():
    it=np.nditer([a,None],['reduce_ok','external_loop','buffered','delay_bufalloc'],[['readonly'],['readwrite','allocate']],op_axes=[None,[0,-1]])
    with it:
        it.operands[1][...]=0
        it.reset()
        for x,y in it: y[...]+=x
        return it.operands[1]
t(r4)
t(lambda:[(x.tolist(),y.tolist()) for x,y in np.nditer([np.arange(2),np.arange(3)],op_axes=[[0,-1],[-1,0]])])
def o():
    it=np.nditer([np.arange(2),np.arange(3),None],op_axes=[[0,-1],[-1,0],None])
    with it:
        for x,y,z in it: z[...]=x*y
        return it.operands[2]
t(o)
def n():
    i,j=np.nested_iters(np.arange(12).reshape(2,3,2),[[1],[0,2]],flags=['multi_index'])
    out=[]
    for x in i:
        out.append(i.multi_index)
        for y in j: out.append((j.multi_index,int(y)))
    return out
t(n)
t(lambda: [x for x in np.nditer([1,2,3],itershape=(3,),op_axes=[[0]])])
t(lambda: np.nditer(a,flags=['common_dtype'],op_dtypes=['i4']))
t(lambda: np.nditer([np.arange(3),np.arange(3.)],flags=['common_dtype','buffered']).dtypes)
t(lambda: [x for x in np.nditer([np.arange(2),np.arange(2.)],flags=['common_dtype','buffered'])])

it=np.nditer(a,flags=['ranged']); it.iterrange=(2,4)
print([float(x) for x in it], it.iterrange)
a=np.arange(6.).reshape(2,3)
for fl in (['readwrite'],['writeonly'],['readwrite','no_broadcast'],['writeonly','no_broadcast'],['readonly','no_broadcast']):
    for b in (np.zeros(3),np.array(0.),np.zeros((2,1))):
        for g in ([],['reduce_ok']):
            t(lambda:[y.shape for x,y in np.nditer([a,b],g,[['readonly'],fl])][:1])
t(lambda: np.nditer([a,None],[],[['readonly'],['readwrite','allocate']],op_axes=[None,[0,-1]]))
t(lambda: np.nditer([a,None],['reduce_ok'],[['readonly'],['writeonly','allocate']],op_axes=[None,[0,-1]]))
t(lambda: np.nditer([a,None],[],[['readonly'],['writeonly','allocate']],op_axes=[None,[1,0]]).operands[1].strides)
t(lambda: np.nditer([a,None],op_dtypes=[None,'f4']).operands[1].dtype)
t(lambda: np.nditer([a,None],op_dtypes=['f4']).operands[1].dtype)
t(lambda: np.nditer(a,op_dtypes=[int,float]))
t(lambda: np.nditer(a,casting='foo'))
t(lambda: np.nditer(a,op_dtypes='foo'))
it=np.nditer(a,flags=['ranged'])
t(lambda: setattr(it,'iterrange',(2,9)))
it=np.nditer(a)
t(lambda: setattr(it,'iterrange',(2,4)))
t(lambda: np.nditer(a,flags=['buffered'],op_dtypes=['c16']).has_delayed_bufalloc)
t(lambda: np.nditer(a,flags=['buffered','delay_bufalloc'],op_dtypes=['c16']).has_delayed_bufalloc)
t(lambda: [x for x in np.nditer(a.T,flags=['buffered','external_loop'])])
t(lambda: [x for x in np.nditer(a[:,::2],flags=['buffered','external_loop'],op_flags=['readwrite'])])
with np.nditer(a,flags=['buffered','external_loop'],op_flags=['readwrite'],op_dtypes=['f4'],casting='same_kind') as it:
    for x in it: x*=2
print(a, it.dtypes if 0 else '')
t(lambda: np.nested_iters(a,[[0],[0]])); t(lambda: np.nested_iters(a,[[0]])); t(lambda: np.nested_iters(a,[])); t(lambda: [[float(y) for y in j] for i,j in [np.nested_iters(a,[[1],[0]])] for x in i])
i,j=np.nested_iters([a,a.T.copy().T],[[1],[0]])
for x in i:
    print(x, [ (float(p),float(q)) for p,q in j])
t(lambda: np.nditer([a,a],flags=['buffered','external_loop'],op_dtypes=['f4','f8'],casting='same_kind').itersize)
