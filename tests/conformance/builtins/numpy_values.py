import copy
import itertools
import math
import random

import numpy as np

cases = [
    lambda: (math.floor(np.float64(2.5)), math.floor(np.int64(3)), math.ceil(np.float32(1.5))),
    lambda: (math.sin(np.array([1.0,2.0]))),
    lambda: (math.sqrt(np.float64(4)), math.sqrt(np.array(4.0))),
    lambda: ((lambda l: (random.shuffle(l), l))(np.arange(10))),
    lambda: (random.choice(np.array([1,2,3]))),
    lambda: (np.array([1,2,3]).sum(), abs(np.array([-1,2])), divmod(np.int64(7),2), round(np.float64(2.567),1), round(np.float64(2.5)), sum(np.array([1,2,3]))),
    lambda: (max(np.array([3,1,2])), min(np.array([3.5,1])), sorted(np.array([3,1,2])), list(np.array([1,2])), len(np.zeros((3,2)))),
    lambda: (int(np.float64(2.7)), float(np.int64(3)), complex(np.float64(2)), bool(np.bool_(False)), str(np.float64(0.1)), int(np.array(5))),
    lambda: (int(np.array([1]))),
    lambda: (float(np.array([1.5,2]))),
    lambda: (int(np.complex128(1+2j))),
    lambda: (hash(np.float64(1.5)), hash(np.int64(5)), isinstance(np.float64(1),float), isinstance(np.int64(1),int)),
    lambda: (hash(np.array(1))),
    lambda: (len(np.float64(1))),
    lambda: (max(np.array([[3,1],[2,5]]))),
    lambda: (round(np.array([1.5]))),
    lambda: (np.array([3,1,2]).tolist(), sum(np.array([1,2,3])), max(np.array([3,1,2]))),
    lambda: (abs(np.array([-1,2])), divmod(np.int64(7),2), round(np.float64(2.567),1), round(np.float64(2.5))),
    lambda: (sorted(np.array([3,1,2])), list(np.array([1.5,2])), len(np.zeros((3,2)))),
    lambda: (divmod(np.array([7,8]),3), pow(np.array([1,2]),2), abs(np.int8(-5)), abs(np.complex128(3+4j))),
    lambda: ((lambda l: (random.shuffle(l), l))(np.arange(10))),
    lambda: (random.choice(np.array([1,2,3])), random.sample(list(np.arange(5)),2)),
    lambda: (copy.deepcopy(np.arange(3)), copy.copy(np.arange(6).reshape(2,3).T).strides),
    lambda: ([list(x) for x in zip(np.arange(3), np.arange(3))], list(enumerate(np.array(['a','b'])))),
    lambda: (float(np.array(2.5)), int(np.array([3])[0]), complex(np.array(1+2j)), bool(np.array([1]))),
    lambda: (bytes(np.array([1,2],dtype=np.uint8)), int.from_bytes(np.array([1,2],dtype=np.uint8).tobytes(),'little')),
    lambda: ('{:.2f} {}'.format(np.float64(3.14159), np.int64(5)), f"{np.float64(2.5):.1f}", '%d' % np.int64(5), '%.2f' % np.float32(1.5)),
    lambda: (isinstance(np.float64(1),float), isinstance(np.int64(1),int), isinstance(np.zeros(1),np.ndarray), isinstance(np.int64(1),np.integer)),
    lambda: (math.floor(np.float64(2.5)), math.sqrt(np.float64(4)), math.sqrt(np.array(4.0)), math.fsum(np.array([0.1]*10)), math.prod(np.array([1,2,3]))),
    lambda: (range(np.int64(3)), [1,2,3][np.int64(1)], 'ab'*np.int64(2) if False else 0),
    lambda: (list(itertools.product(np.arange(2),repeat=2))[:2]),
    lambda: (max([np.float64(1.5),2.5]), min(np.array([1,np.nan]))),
    lambda: (reversed(np.arange(3)).__next__(), list(reversed(np.arange(3)))),
    lambda: (all(np.array([True,True])), any(np.array([[True]]))),
    lambda: (all(np.array([[True,False]]))),
]
for case in cases:
    random.seed(1)
    try:
        print(repr(case()))
    except BaseException as e:
        print(type(e).__name__, e)
