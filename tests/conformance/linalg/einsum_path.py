import numpy as np
rng=np.random.default_rng(1)
def t(*a,**k):
    try:
        p,s=np.einsum_path(*a,**k); print(p); print(s)
    except Exception as e: print(type(e).__name__,'|',e)
I=np.ones((4,5,6,3)); C=np.ones((4,4))
t('ea,fb,abcd,gc,hd->efgh',C,C,np.ones((4,4,4,4)),C,C)
t('ea,fb,abcd,gc,hd->efgh',C,C,np.ones((4,4,4,4)),C,C,optimize='optimal')
a,b,c=np.ones((2,3)),np.ones((3,40)),np.ones((40,5))
for o in ['greedy','optimal',True,False,None,('greedy',10),('optimal',1),['einsum_path',(1,2),(0,1)],['einsum_path',(0,1)],'foo',3,[1,2]]:
    t('ij,jk,kl->il',a,b,c,optimize=o)
t('ij,jk',a,b); t('ij,jk,kl',a,b,c); t(a,[0,1],b,[1,2],c,[2,3]); t('ii->i',C); t('ij,jk',a,c); t('ij,k',a,b); t('ij',a,b); t('ij->iij',a); t('ij->k',a); t('i$',a); t('i-j',a)
t('ij,ij,ij->ij',a,a,a); t('i,j,k->ijk',*[np.ones(3)]*3); t('ab,bc,cd,de,ef',*[np.ones((n,n+1)) for n in range(2,7)])
for k in range(12):
    n=rng.integers(3,6); L='abcdef'; sz=dict(zip(L,rng.integers(1,9,6).tolist())); terms=[''.join(rng.choice(list(L),rng.integers(1,4),replace=False)) for _ in range(n)]
    used=sorted(set(''.join(terms))); out=''.join(used[:rng.integers(0,3)])
    ops=[np.ones([sz[x] for x in t_]) for t_ in terms]
    t(','.join(terms)+'->'+out,*ops); t(','.join(terms)+'->'+out,*ops,optimize='optimal')
