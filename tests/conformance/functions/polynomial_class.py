"""numpy.polynomial.Polynomial and the functions beside it."""
import warnings

import numpy as np
from numpy.polynomial import Polynomial as P
import numpy.polynomial.polynomial as pp
warnings.simplefilter('ignore')
def t(f):
    try: r=f(); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
p=P([1,2,3]); q=P([1.5,0,-2,4]); z=P([1+2j,0,3]); d=P([1,2,3],domain=[0,10]); w=P([1,2],window=[0,1],symbol='t')
for x in (p,q,z,d,w,P([0]),P([1e10,1e-10,0.1,-5]),P([1]*25),P([np.nan,np.inf])):
    t(lambda: x); print(x); t(lambda: f'{x:ascii}'); t(lambda: (x.coef,x.domain,x.window,x.symbol,len(x),x.degree(),list(x)))
    t(lambda: x(2)); t(lambda: x([1,2.5])); t(lambda: x(np.array([[1,2],[3,4]]))); t(lambda: x.deriv()); t(lambda: x.deriv(2)); t(lambda: x.integ()); t(lambda: x.integ(2,[1,2])); t(lambda: x.integ(1,3,lbnd=1)); t(lambda: -x); t(lambda: +x); t(lambda: x.mapparms()); t(lambda: x.linspace(3)); t(lambda: x.copy()); t(lambda: x.truncate(2)); t(lambda: x.cutdeg(1)); t(lambda: x.trim(1)); t(lambda: x.convert()); t(lambda: x.convert(domain=[0,1])); t(lambda: x.has_samecoef(p) if 0 else 0)
    for y in (p,2,2.5,1j,[1,2],P([2])):
        for f in (lambda: x+y,lambda: x-y,lambda: x*y,lambda: x/y,lambda: x//y,lambda: x%y,lambda: y+x,lambda: y-x,lambda: y*x,lambda: divmod(x,y)): t(f)
    t(lambda: x**2); t(lambda: x**0); t(lambda: x**-1); t(lambda: x**101); t(lambda: x==p); t(lambda: x!=p); t(lambda: x==3)
t(lambda: p.roots()); t(lambda: q.roots().shape); t(lambda: P([1]).roots()); t(lambda: P([1,2]).roots()); t(lambda: P.fromroots([1,2,3])); t(lambda: P.fromroots([])); t(lambda: P.basis(3)); t(lambda: P.basis(-1)); t(lambda: P.identity()); t(lambda: P([])); t(lambda: P([[1,2]])); t(lambda: P('a')); t(lambda: P([1],domain=[1])); t(lambda: P([1],symbol='1')); t(lambda: P([1],symbol=3)); t(lambda: hash(p)); t(lambda: p/p); t(lambda: p//P([0])); t(lambda: p+d); t(lambda: p+w); t(lambda: p()); t(lambda: P)
x=np.array([0,1,2,3,4.]); y=np.array([1,3,2,5,7.5])
r=lambda v: v.convert().coef.round(9)+0
t(lambda: r(P.fit(x,y,1))); t(lambda: r(P.fit(x,y,2,domain=[]))); t(lambda: r(P.fit(x,y,1,full=True)[0])); t(lambda: P.fit(x,y,1).domain); t(lambda: P.fit([1],[2],0)); t(lambda: r(P.fit(x,y,1,w=[1,2,3,4,5]))); t(lambda: P.fit(x,y,-1)); t(lambda: P.fit(x,y[:2],1)); t(lambda: P.fit(x,y,1.5)); t(lambda: r(P.fit(x,y,1,symbol='t',window=[0,1])))
for n in ('polyadd','polysub','polymul','polydiv'):
    for a,b in (([1,2],[3]),([1,2,0],[3,4,5]),([1j],[2,3]),([],[1]),([1,2,3],[1,1]),([1],[0])): t(lambda: getattr(pp,n)(a,b))
t(lambda: pp.polypow([1,2],3)); t(lambda: pp.polyval(2,[1,2,3])); t(lambda: pp.polyval([1,2],[1,2,3])); t(lambda: pp.polyder([1,2,3],2)); t(lambda: pp.polyder([1,2,3],-1)); t(lambda: pp.polyint([1,2,3],2,[1])); t(lambda: pp.polyint([1,2,3],1,[1,2])); t(lambda: pp.polyroots([6,-5,1])); t(lambda: pp.polyfromroots([1,2,3])); t(lambda: pp.polyvander([1,2],2)); t(lambda: (pp.polyfit(x,y,1).round(9))); t(lambda: pp.polyline(1,2)); t(lambda: np.polynomial.Polynomial is P)
