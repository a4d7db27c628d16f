# Structured arrays as lessons use them: columns, rows, sorting, views, joining, printing, and what they refuse.
import numpy as np
name = ['Alice', 'Bob', 'Cathy', 'Doug']
age = [25, 45, 37, 19]
weight = [55.0, 85.5, 68.0, 61.5]
x = np.zeros(4, dtype=int)
data = np.zeros(4, dtype={'names':('name', 'age', 'weight'),
                          'formats':('U10', 'i4', 'f8')})
print(data.dtype)
data['name'] = name
data['age'] = age
data['weight'] = weight
print(data)
print(repr(data['name']), data[0], data[-1]['name'], data[data['age'] < 30]['name'])
print(np.dtype({'names':('name', 'age', 'weight'),'formats':('U10', 'i4', 'f8')}))
print(np.dtype({'names':('name', 'age', 'weight'), 'formats':((np.str_, 10), int, np.float32)}))
print(np.dtype([('name', 'S10'), ('age', 'i4'), ('weight', 'f8')]))
print(np.dtype('S10,i4,f8'))
tp = np.dtype([('id', 'i8'), ('mat', 'f8', (3, 3))])
X = np.zeros(1, dtype=tp)
print(X[0]); print(X['mat'][0])
b = data['age']; b += 1; print(data, b.base is data, b.strides, b.flags.c_contiguous)
print(np.sort(data, order='age')); print(np.argsort(data, order=('weight','name')))
data.sort(order=['name']); print(data)
print(data.view('u1').shape if False else data.nbytes, data.itemsize)
r = data[0]; r['age'] = 99; print(data['age'], r)
for row in data: print(row['name'], row['age'], type(row))
for n, a, w in data: print(n, a, w)
print([tuple(row) for row in data])
print(data[['name','weight']])
print(data[1:3]['weight'].mean(), data['age'].max())
print(data.tolist(), data[0].item(), data[0].tolist())
print(np.unique(np.array([(1,2),(1,2),(0,3)],dtype='i4,i4')))
z=np.zeros((2,3),dtype=[('r',np.uint8),('g',np.uint8),('b',np.uint8)])
z['r']=255; z[0,1]=(1,2,3); print(z, z.shape, z['g'].shape, z['g'].strides)
print(z.view(np.uint8).shape, z.view(np.uint8).reshape(2,3,3)[0])
p=np.arange(6.).reshape(3,2); q=p.view([('x',float),('y',float)]); print(q, q.shape, q.ravel()['x'])
print(q['x'], np.shares_memory(p,q['x']))
c=np.array([(1.5,2),(3.5,4)],dtype=[('position',float,1),('id',int)]) if False else None
e=np.empty(0,dtype=[('a',int)]); print(repr(e))
print(repr(np.ones(2,dtype=[('a',int),('b',float)])))
print(repr(np.full(2,(1,2.5),dtype=[('a',int),('b',float)])))
print(repr(np.zeros(3,dtype=('f8',(2,)))), np.dtype(('f8',(2,))).itemsize)
print(repr(np.fromiter(((i,i*.5) for i in range(3)),dtype=[('a',int),('b',float)])))
print(repr(np.frombuffer(b'\x01\x00\x02\x00\x03\x00\x04\x00',dtype=[('a','<i2'),('b','>i2')])))
w=np.array([(1,2.5)],dtype=[('a',int),('b',float)])
print(w==w.copy(), w!=w, (w==w).dtype, np.array_equal(w,w))
print(np.concatenate([w,w]).shape, np.stack([w,w]).shape, np.tile(w,3), np.repeat(w,2), w.repeat(2))
print(np.where(np.array([True,False]), np.array([(1,2.5)],dtype=w.dtype)[0], w))
print(np.take(w,[0,0]), w.take([0,0]), w[[0,0]], w.reshape(1,1), w.T, w.copy(), np.roll(np.concatenate([w,w*0 if False else w]),1))
def t(f):
    try: print(repr(f()))
    except Exception as ex: print(type(ex).__name__, ex)
t(lambda: np.zeros(3,dtype=[('a',int),('b',float)]).astype([('b',float),('a',int)]))
t(lambda: w.sum()); t(lambda: w.mean()); t(lambda: w+1); t(lambda: w>w); t(lambda: -w); t(lambda: np.sqrt(w)); t(lambda: w.max()); t(lambda: w.argmax()); t(lambda: w.argmin()); t(lambda: w.cumsum()); t(lambda: w.std()); t(lambda: np.unique(w)); t(lambda: np.nonzero(w)); t(lambda: w.clip(0,1)); t(lambda: w.round()); t(lambda: np.isnan(w)); t(lambda: np.isfinite(w)); t(lambda: w.real); t(lambda: w.imag); t(lambda: w.prod()); t(lambda: np.median(w)); t(lambda: bool(w)); t(lambda: bool(w[0])); t(lambda: int(w)); t(lambda: w[0]+1); t(lambda: w[0]<w[0]); t(lambda: w[0]==w[0]); t(lambda: w[0]!=w[0]); t(lambda: w[0]==(1,2.5)); t(lambda: hash(w[0])); t(lambda: {w[0]:1}); t(lambda: w[0].dtype.names); t(lambda: w.dtype.names.index('b')); t(lambda: 'a' in w.dtype.names); t(lambda: w.dtype.fields['b']); t(lambda: w.dtype.fields['b'][1])
t(lambda: [w.dtype[n] for n in w.dtype.names]); t(lambda: w[0]['a']); t(lambda: w['a'][0]); t(lambda: w[0].a); t(lambda: w.a); t(lambda: w['a','b']); t(lambda: w[['a']][0]); t(lambda: w[0:1]['a']); t(lambda: w[0,'a']); t(lambda: w['a',0]); t(lambda: w[...,]['a']); t(lambda: w['']); t(lambda: w[[]]); t(lambda: w[b'a']); t(lambda: np.arange(3)['a']); t(lambda: np.arange(3)[['a']]); t(lambda: np.float64(3)['a']); t(lambda: w.itemset(0,1)); t(lambda: w.item(0)); t(lambda: w.item()); t(lambda: w.flat[0]); t(lambda: list(w.flat)); t(lambda: w.getfield('f8',8)); t(lambda: w.setfield(3,'f8',8)); t(lambda: w); t(lambda: w.tobytes()); t(lambda: np.array(w.tolist(),dtype=w.dtype)); t(lambda: np.lexsort((w['a'],w['b']))); t(lambda: np.searchsorted(w,w)); t(lambda: w.byteswap()); t(lambda: w.view(w.dtype.newbyteorder())); t(lambda: w.dtype.newbyteorder('>')); t(lambda: np.array([(1,'x')],dtype='i4,U1')['f1'].dtype); t(lambda: np.vstack([w,w])); t(lambda: np.hstack([w,w])); t(lambda: np.append(w,w)); t(lambda: np.insert(w,0,(5,6))); t(lambda: np.delete(w,0)); t(lambda: np.flip(w)); t(lambda: w.squeeze()); t(lambda: np.atleast_2d(w)); t(lambda: np.expand_dims(w,0)); t(lambda: np.broadcast_to(w,(2,1))); t(lambda: w.tolist()[0]); t(lambda: np.zeros_like(w)); t(lambda: np.empty_like(w).dtype); t(lambda: np.full_like(w,3)); t(lambda: np.ones_like(w)); t(lambda: np.copyto(w,(7,8))); t(lambda: w); t(lambda: w.fill((1,2))); t(lambda: w); t(lambda: np.isin(w,w)); t(lambda: w in [1]); t(lambda: (1,2.0) in w.tolist()); t(lambda: np.set_printoptions(precision=2)); t(lambda: np.array([(1,2.123456)],dtype=w.dtype)); t(lambda: np.array([(1,2.123456)],dtype=w.dtype)[0]); t(lambda: str(np.array([(1,2.123456)],dtype=w.dtype)[0])); t(lambda: np.zeros(2000,dtype=w.dtype)); t(lambda: np.zeros((),dtype=w.dtype)); t(lambda: np.zeros((),dtype=w.dtype)['a']); t(lambda: np.zeros((),dtype=w.dtype)[()]); t(lambda: str(np.zeros((),dtype=w.dtype)))
