"""poly1d, polyfit and kin."""
import numpy as np, warnings
warnings.simplefilter('ignore')
def t(f):
    try: r=f(); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
P=np.poly1d
p=P([1,2,3]); q=P([1.5,0,-2,4]); z=P([1+2j,0,3])
for x in (p,q,z,P([0]),P([0,0,1]),P([-1,-2]),P([1,2],variable='t'),P([1,2,3],True),P([]),P(5),P([1]*12),P([0.123456789,1e10,1e-10,-5]),P([1,0]),P([-1.5,1]),P([1,1e5,12345.678])):
    t(lambda: x); print(x); t(lambda: str(x)); t(lambda: (x.c,x.coef,x.coefficients,x.coeffs,x.o,x.order,x.variable,len(x),list(x)))
    t(lambda: x(2)); t(lambda: x([1,2.5])); t(lambda: x(p)); t(lambda: x.deriv()); t(lambda: x.deriv(2)); t(lambda: x.integ()); t(lambda: x.integ(2,[1,2])); t(lambda: x.integ(m=1,k=3)); t(lambda: -x); t(lambda: +x)
    for y in (p,q,2,2.5,1j,np.float32(3),[1,2],np.array([1,2]),P([2])):
        for op in ('+','-','*','/'):
            t(lambda: (x+y if op=='+' else x-y if op=='-' else x*y if op=='*' else x/y))
            if not isinstance(y,np.ndarray) and not isinstance(y,np.generic): t(lambda: (y+x if op=='+' else y-x if op=='-' else y*x if op=='*' else y/x))
    t(lambda: x**2); t(lambda: x**0); t(lambda: x**-1); t(lambda: x**1.5); t(lambda: x==p); t(lambda: x!=p); t(lambda: x==3); t(lambda: x[0]); t(lambda: x[1]); t(lambda: x[9]); t(lambda: x[-1]); t(lambda: np.asarray(x)); t(lambda: np.array(x)+1); t(lambda: np.polyval(x,3)); t(lambda: np.polyadd(x,[1])); t(lambda: np.polysub([1],x)); t(lambda: np.polymul(x,x)); t(lambda: np.polydiv(x,[1,1])); t(lambda: np.polyder(x)); t(lambda: np.polyint(x))
p=P([1,2,3]); p[0]=7; t(lambda: p); p[4]=1; t(lambda: p); t(lambda: p()); t(lambda: p(1,2)); t(lambda: P([[1,2]])); t(lambda: P('a')); t(lambda: p.nope); 
t(lambda: np.roots([1,-6,11,-6])); t(lambda: np.roots([0,0])); t(lambda: np.roots([1,0,0])); t(lambda: np.roots([5]));  t(lambda: np.roots([1,0,1])); t(lambda: np.roots([2,-4])); t(lambda: np.roots([1,2,3,0])); t(lambda: p.r); t(lambda: np.roots(np.array([1,2],dtype='f4')))
t(lambda: np.poly([1,2,3])); t(lambda: np.poly([])); t(lambda: np.poly([[1,2],[3,4]])); t(lambda: np.poly([1j,-1j])); t(lambda: np.poly([1j])); 
t(lambda: np.polyval([3,0,1],5)); t(lambda: np.polyval([3,0,1],P(5))); t(lambda: np.polyval([1,2],[[1,2],[3,4]])); t(lambda: np.polyval([],2)); t(lambda: np.polyval([1.5],np.arange(3))); t(lambda: np.polyadd([1,2],[3])); t(lambda: np.polyder([1,2,3],0)); t(lambda: np.polyder([1,2,3],-1)); t(lambda: np.polyint([1,2,3],-1)); t(lambda: np.polyint([1,2],2,[1])); t(lambda: np.polyint([1,2],3,[1,2])); t(lambda: np.polyder(3)); t(lambda: np.polyint(3)); t(lambda: np.polydiv([1,2],[0,1])); t(lambda: np.polydiv([1],[1,2,3])); t(lambda: np.polydiv([1,2,3],[1,2,3])); t(lambda: np.polyint([1,2],m=1,k=3))
x=np.array([0,1,2,3,4.]); y=np.array([1,3,2,5,7.5])
r=lambda v: tuple(r(i) for i in v) if isinstance(v,tuple) else (np.round(v,9)+0 if isinstance(v,np.ndarray) else v)
t(lambda: r(np.polyfit(x,y,1))); t(lambda: r(np.polyfit(x,y,2,full=True))); t(lambda: r(np.polyfit(x,y,1,cov=True))); t(lambda: r(np.polyfit(x,y,1,cov='unscaled'))); t(lambda: r(np.polyfit(x,y,1,w=[1,2,3,4,5]))); t(lambda: r(np.polyfit(x,np.c_[y,y],1))); t(lambda: r(np.polyfit(x,np.c_[y,y],1,cov=True))); t(lambda: r(np.polyfit(x,y,4,cov=True))); t(lambda: np.polyfit(x,y,-1)); t(lambda: np.polyfit([[1]],[1],1)); t(lambda: np.polyfit([],[],1)); t(lambda: np.polyfit(x,3,1)); t(lambda: np.polyfit(x,y[:3],1)); t(lambda: np.polyfit(x,y,1,w=[[1]])); t(lambda: np.polyfit(x,y,1,w=[1])); t(lambda: r(np.polyfit([1,1],[1,1],1))); t(lambda: P(np.polyfit(x,y,1)).order); t(lambda: np.polyfit(x.astype('f4'),y.astype('f4'),1).dtype); t(lambda: r(np.polyfit([1,2,3],[1j,2,3],1)))
