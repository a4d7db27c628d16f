import copy
import functools
import operator
import os
import string
import sys

cases = [
    lambda: (functools.reduce(lambda a,b:a+b,[1,2,3]), functools.reduce(lambda a,b:a+b,[],5)),
    lambda: (functools.reduce(lambda a,b:a+b,[])),
    lambda: (functools.partial(int,base=2)('11'), functools.partial(pow,2)(5)),
    lambda: (functools.partial(5)),
    lambda: (operator.itemgetter(1)([1,2]), operator.attrgetter('real','imag')(1j), operator.methodcaller('upper')('a')),
    lambda: (operator.add(1,'a')),
    lambda: (copy.copy([1]), copy.deepcopy({'a':[1]}), copy.copy(5), copy.deepcopy((1,[2]))),
    lambda: (sys.maxsize, sys.byteorder, sys.platform, sys.version_info[:2], sys.float_info.max, sys.float_info.epsilon, sys.version_info.major),
    lambda: (sys.version_info >= (3,8)),
    lambda: (sys.float_info),
    lambda: (string.ascii_letters, string.digits, string.punctuation, string.whitespace),
    lambda: (os.path.join('a','b'), os.path.splitext('a.b/c'), os.path.splitext('.bashrc'), os.path.basename('a/b/'), os.path.dirname('/a')),
    lambda: (sys.version_info >= (3,8), sys.version_info[:2] == (3,11)),
    lambda: (print('a', file=sys.stdout)),
    lambda: (sys.stdout.write('abc\n')),
]
for case in cases:
    try:
        print(repr(case()))
    except BaseException as e:
        print(type(e).__name__, e)
