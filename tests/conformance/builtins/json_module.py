"""Values as JSON, and back."""

import io
import json
from collections import Counter, OrderedDict, defaultdict, namedtuple

import numpy as np


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


P = namedtuple("P", "x y")
VALUES = [
    None, True, False, 0, -5, 10**30, 1.0, -0.0, 1e100, 1.5e-7, float("nan"), float("inf"), -float("inf"), "", "plain",
    'quo"te', "back\\slash", "tab\tnew\nret\rbel\x07del\x7f", "é ü ∑ 😀", [], [1, [2, []]], (), (1, 2), {}, {"a": {}},
    {1: 2, 1.5: None, True: False, None: 0}, {"b": 1, "a": [1, 2, {"c": (3,)}]}, P(1, [2]), OrderedDict(z=1, a=2),
    Counter("abca"), defaultdict(list, k=[1]), np.float64(2.5), np.str_("s"), np.float64("nan"),
]
for v in VALUES:
    attempt(json.dumps, v)
    attempt(json.dumps, v, indent=2)
    attempt(json.dumps, v, ensure_ascii=False, separators=(",", ":"))
    attempt(json.dumps, v, allow_nan=False)
for v in [{1, 2}, 1j, b"x", np.int64(3), np.float32(1), np.arange(3), np.bool_(True), object, range(3), len, [1, {2}],
          {"a": {(1, 2): 3}}, {(1, 2): 3}, {b"k": 1}, {np.int64(1): 2}, {np.float64(1.5): 2}, {np.str_("k"): 2}]:
    attempt(json.dumps, v)
    attempt(json.dumps, v, skipkeys=True)
    attempt(json.dumps, v, default=str)
    attempt(json.dumps, v, default=lambda o: o.tolist() if isinstance(o, np.ndarray) else "?")
attempt(json.dumps, {"b": 1, "a": 2, "C": 3}, sort_keys=True)
attempt(json.dumps, {"b": 1, 2: 2}, sort_keys=True)
attempt(json.dumps, {3: 1, 2: 2, 2.5: 1}, sort_keys=True)
attempt(json.dumps, [1, [2, {"a": 1}]], indent="--")
attempt(json.dumps, [1, [2, {"a": 1}]], indent="")
attempt(json.dumps, [1, [2, {"a": 1}]], indent=0)
attempt(json.dumps, [1, {"a": 1}], indent=3, separators=("; ", " = "))
attempt(json.dumps, [1, {"a": 1}], separators=(", ",))
attempt(json.dumps, [1], default=1)
loop = [1]
loop.append(loop)
attempt(json.dumps, loop)
ring = {}
ring["ring"] = ring
attempt(json.dumps, ring)
attempt(json.dumps)
attempt(json.dumps, 1, 2)
print(json.dumps({"shape": np.zeros((2, 3)).shape, "data": np.eye(2).tolist()}, indent=4))

TEXTS = [
    "null", " true ", "false", "12", "-12", "0", "-0", "1.5", "-1.5e3", "1E+2", "1e-2", "NaN", "Infinity", "-Infinity",
    '"a"', '"\\u00e9\\n\\t\\"\\\\\\/"', '"\\ud83d\\ude00"', "[]", "[ ]", "{}", "{ }", "[1, 2,3]", '{"a": 1, "b" :[2]}',
    '{"a": 1, "a": 2}', "123456789012345678901234567890", '\n{"x"\n:\n1}\n', '"é"', "[[[[]]]]", '{"":""}',
    "", " ", "nul", "tru", "True", "'a'", "01", "+1", ".5", "1.", "1e", "-", "--1", "[1,]", "[1 2]", "[", "[1", "[1,",
    "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a: 1}", "{1: 2}", '{"a" 1}', '{"a": }', '"abc', '"a\nb"',
    '"\\x"', '"\\u12"', '"\\u12G4"', '"\\', "1 2", "[1] x", "]", "}", ",", '{"a": [1, 2}', "nan", "\n\n  [1,\n 2,\n x]",
    "[1]]", '["a" "b"]', '\ufeff1', "undefined",
]
for text in TEXTS:
    attempt(json.loads, text)
for v in [b"[1, 2]", bytearray(b'"x"'), 1, None, [1], np.str_("[1]")]:
    attempt(json.loads, v)
attempt(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d))
attempt(json.loads, '{"a": 1, "b": 2}', object_pairs_hook=list)
attempt(json.loads, "[1, 2.5]", parse_int=str, parse_float=lambda s: "f" + s)
attempt(json.loads, "[NaN, -Infinity]", parse_constant=lambda s: s)
try:
    json.loads("[1,\n 2 3]")
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, isinstance(e, ValueError))
f = io.StringIO()
json.dump({"a": [1.5, None]}, f, indent=1)
print(f.getvalue())
f.seek(0)
print(json.load(f))
with open("t.json", "w") as f:
    json.dump([1, 2, 3], f)
with open("t.json") as f:
    print(np.array(json.load(f)))
import os

os.remove("t.json")
