import collections
import functools
import operator
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

print((5).__add__(2), (5).__add__(2.5), (5).__radd__(1), (2.5).__mul__(2), 'ab'.__len__(), [1].__contains__(1), (1).__eq__('a'), {1}.__or__({2}), (7).__divmod__(2))
print('abc'.__getitem__(1), [3, 1].__iter__().__next__(), (5).__repr__(), (5).__format__('>4'), [].__hash__, int.__add__(1, 2), list.__len__([1]), (2.7).__round__(1), (-2).__abs__())
print(dir([]), dir({1}), dir(1.5), sep='\n')
print(int | str, int | None, isinstance(3, int | str), isinstance('a', int | float), list[int], dict[str, int], list[int] | None, int | str == str | int)
d = defaultdict(int, a=1)
del d['a']
c = Counter('aab')
del c['a'], c['missing']
o = OrderedDict(a=1, b=2, c=3)
del o['b']
q = deque([1, 2, 3])
del q[0]
print(d, c, o, q, o.popitem(last=False), o, +Counter(a=1, b=-2), -Counter(a=1, b=-2), defaultdict.fromkeys('ab', 0), OrderedDict.fromkeys('ab'))
q.insert(1, 'x')
print(q, q + deque([9]), q * 2, deque([[1]]) == deque([[1]]), OrderedDict(a=[1]) == {'a': [1]})
for f in [lambda: Counter.fromkeys('a'), lambda: hash(deque()), lambda: {Counter(): 1}, lambda: deque([1]).insert(1), lambda: [1] | 2, lambda: int[3]]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
P = namedtuple('P', 'x y', defaults=[5])
p = P(1, 2)
print(p + (3,), p * 2, p.count(1), p.index(2), P._make([7, 8]), P._field_defaults, isinstance(p, tuple), {p: 1}[(1, 2)], p.__class__, P.__doc__)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted(['b', 'a'], key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))
print(operator.is_not(1, 2), operator.countOf([1, 2, 1], 1), operator.indexOf('abc', 'c'), operator.iadd([1], [2]), operator.length_hint([1]), operator.call(max, 1, 2))
print(b'a b'.title(), b'aB'.swapcase(), b'-5'.zfill(4), b'a\tb'.expandtabs(4), b'a,b,c'.rsplit(b',', 1), b'abc'.translate(None, b'b'), b'ab'.center(5, b'*'), bytes.maketrans(b'a', b'b')[97], b'Ab'.istitle())
x = bytearray(b'hello')
x.insert(0, 65)
print(x, x.pop(), x.upper(), x.split(b'l'), x + b'!', x[1:3] * 2, x.replace(b'l', b'L'), bytearray.fromhex('6162'))
del x[0]
print(x, x.partition(b'l'), 'find: ', x.find(b'l'))
for f in [lambda: 'a'.find(), lambda: 'a'.startswith(), lambda: b'a'.count(1, 2, 3, 4), lambda: (5).to_bytes(1, 'big', 3), lambda: 'a'.upper(1, x=2), lambda: [].append(1, k=2), lambda: sorted([1], 2)]:
    try:
        f()
    except TypeError as e:
        print(e)
