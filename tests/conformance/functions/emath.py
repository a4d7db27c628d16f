import numpy as np
def t(f):
    try: r=f(); print(repr(np.round(r, 5)))
    except Exception as e: print(type(e).__name__,'|',e)
for n in ['sqrt','log','log2','log10','arccos','arcsin','arctanh']:
    f=getattr(np.emath,n)
    for x in [-1,0.25,[1,-2.5],0.5,np.float32(-3),np.int8(-4),[1j,2],np.array([],float),True,'a',np.array([4,9])]:
        t(lambda: f(x))
t(lambda:np.emath.power([2,4],2)); t(lambda:np.emath.power([2,4],-2)); t(lambda:np.emath.power([-2,4],0.5)); t(lambda:np.emath.logn(2,[-4,8])); t(lambda:np.lib.scimath.sqrt(-4.))
