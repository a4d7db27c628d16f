import itertools

cases = [
    lambda: (list(itertools.islice(itertools.count(1.5,0.5),3))),
    lambda: (list(itertools.islice([1,2,3],-1))),
    lambda: (list(itertools.islice([1,2,3],'a'))),
    lambda: (list(itertools.islice(range(10),2,8,3)), list(itertools.islice(range(10),None)), list(itertools.islice(range(10),2,None))),
    lambda: (list(itertools.islice(range(10),1,5,0))),
    lambda: (list(itertools.product([1,2],repeat=2)), list(itertools.product()), list(itertools.product([],[1]))),
    lambda: (list(itertools.product([1],repeat=-1))),
    lambda: (list(itertools.permutations([1,2,3])), list(itertools.permutations([1,2],0)), list(itertools.permutations([1,2],3))),
    lambda: (list(itertools.permutations(range(4),2))),
    lambda: (list(itertools.combinations(range(4),2)), list(itertools.combinations([1],2)), list(itertools.combinations([1,2],0))),
    lambda: (list(itertools.combinations([1],-1))),
    lambda: (list(itertools.combinations_with_replacement('abc',2)), list(itertools.combinations_with_replacement([],1)), list(itertools.combinations_with_replacement([],0))),
    lambda: (list(itertools.accumulate([1,2,3],initial=10)), list(itertools.accumulate([],initial=5)), list(itertools.accumulate('abc'))),
    lambda: (list(itertools.zip_longest([1,2],[3],fillvalue='x')), list(itertools.zip_longest())),
    lambda: (list(itertools.chain([1],[2,3])), list(itertools.chain.from_iterable(['ab','c'])), list(itertools.chain())),
    lambda: (list(itertools.chain(1))),
    lambda: ([(k,list(g)) for k,g in itertools.groupby([1,1,2,3,3],key=lambda x:x%2)]),
    lambda: ([k for k,g in itertools.groupby('aabbc')]),
    lambda: (list(itertools.takewhile(lambda x:x<3,[1,2,3,1])), list(itertools.dropwhile(lambda x:x<3,[1,2,3,1])), list(itertools.filterfalse(lambda x:x%2,range(5)))),
    lambda: (list(itertools.starmap(pow,[(2,3),(3,2)])), list(itertools.compress('ABCDEF',[1,0,1,0,1,1])), list(itertools.pairwise('abcd'))),
    lambda: ([list(x) for x in itertools.tee([1,2,3],3)]),
    lambda: (list(itertools.repeat(1,3)), list(itertools.repeat(1,-1)), list(itertools.islice(itertools.cycle([1,2,3]),7)), list(itertools.cycle([]))),
    lambda: (itertools.count('a')),
    lambda: (type(itertools.chain())),
]
for case in cases:
    try:
        print(repr(case()))
    except BaseException as e:
        print(type(e).__name__, e)
