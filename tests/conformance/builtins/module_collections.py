import collections

cases = [
    lambda: (collections.Counter('abracadabra')),
    lambda: (collections.Counter('abca').most_common(1)),
    lambda: (collections.Counter(a=2)+collections.Counter(a=1,b=1)),
    lambda: (collections.Counter(a=2)-collections.Counter(a=3,b=-1)),
    lambda: (collections.Counter('ab')['z']),
    lambda: (collections.defaultdict(list)),
    lambda: (collections.defaultdict(int,{'a':1})),
    lambda: (collections.defaultdict(5)),
    lambda: (collections.OrderedDict([('a',1)])),
    lambda: (collections.OrderedDict()),
    lambda: (collections.deque([1,2,3],maxlen=2)),
    lambda: (collections.deque().pop()),
    lambda: (collections.deque([1,2])[5]),
    lambda: (collections.deque([1]).index(5)),
    lambda: (collections.deque([1]).remove(5)),
    lambda: (collections.deque([1],maxlen=-1)),
    lambda: (list(collections.Counter('aab').elements())),
    lambda: (collections.Counter(5)),
    lambda: (collections.Counter('ab')==collections.Counter('ba')),
    lambda: (collections.defaultdict(list)=={}),
    lambda: (collections.deque([1])==collections.deque([1])),
    lambda: (collections.namedtuple('P','x y')(1,2)),
    lambda: (collections.namedtuple('P',['x','y'])(1,y=2)),
    lambda: (collections.namedtuple('P','x y')(1)),
    lambda: (collections.namedtuple('P','x y')(1,2)._asdict()),
    lambda: (collections.namedtuple('P','x y')._fields),
    lambda: (collections.namedtuple('P','x y')(1,2)._replace(x=5)),
    lambda: (collections.namedtuple('P','x y')(1,2)==(1,2)),
    lambda: (collections.namedtuple('P','x y')(1,2)<(1,3)),
    lambda: (collections.Counter('aab')|collections.Counter('b')),
    lambda: (collections.Counter('aab')&collections.Counter('ab')),
    lambda: (collections.defaultdict(None)['a']),
    lambda: (type(collections.Counter())),
    lambda: (isinstance(collections.Counter(), dict), len(collections.Counter('aab')), list(collections.Counter('aab').items()), dict(collections.Counter('aab'))),
    lambda: (sorted(collections.Counter('hello').values())),
]
for case in cases:
    try:
        print(repr(case()))
    except BaseException as e:
        print(type(e).__name__, e)
