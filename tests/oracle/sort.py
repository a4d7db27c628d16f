"""Records what NumPy's functions that sort, pick, place and join do in random cases, for the unit tests of
`engine::kernels::shape`.

Run: python tests/oracle/sort.py > tests/data/sort.json
"""

import json
import random

import numpy as np

rng = random.Random(77)


def array(shape=None, dtype=None, high=7):
    if shape is None:
        shape = [rng.choice([1, 2, 3, 4, 5, 0 if rng.random() < 0.1 else 2]) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
    order = list(range(len(shape)))
    if rng.random() < 0.4:
        rng.shuffle(order)
    values = [rng.randrange(high) for _ in range(int(np.prod(shape)))]
    dtype = dtype or rng.choice(["int64", "int32", "float64", "uint8"])
    a = np.empty([shape[i] for i in order], dtype).transpose(np.argsort(order))
    a[...] = np.array(values, dtype).reshape(shape)
    return {"values": values, "strides": list(a.strides), "shape": list(shape), "dtype": dtype}, a


def case():
    ins, a = array()
    n, rank = a.size, a.ndim
    axis = rng.choice([None, rng.randrange(-rank, rank), rng.randrange(-rank, rank)])
    if rng.random() < 0.03:
        axis = rank + 1
    some = 0 if axis is None or axis >= rank else axis
    length = a.size if axis is None else a.shape[some]
    op = rng.choice(OPS)
    c = {"op": op, "a": ins, "axis": axis}
    if op == "sort":
        f = lambda: np.sort(a, axis=axis, kind="stable")
    elif op == "argsort":
        f = lambda: np.argsort(a, axis=axis, kind="stable")
    elif op == "take":
        c["b"], b = array(rng.choice([[2], [2, 2], [], [3]]), "int64", max(length, 1) + (rng.random() < 0.1))
        mode = c["mode"] = rng.choice(["raise", "wrap", "clip"])
        f = lambda: np.take(a, b, axis=axis, mode=mode)
    elif op == "repeat":
        reps = c["reps"] = [rng.randrange(3) for _ in range(rng.choice([1, length, length, 2]))]
        f = lambda: np.repeat(a, reps, axis=axis)
    elif op == "roll":
        shift = c["shift"] = rng.randrange(-7, 8)
        c["axis"] = some
        f = lambda: np.roll(a, shift, axis=some)
    elif op == "tile":
        reps = c["reps"] = [rng.randrange(3) for _ in range(rng.randrange(1, 4))]
        f = lambda: np.tile(a, reps)
    elif op == "concatenate":
        shape = list(a.shape)
        if axis is not None and axis < rank:
            shape[axis] = rng.randrange(4)
        c["b"], b = array(shape if rng.random() < 0.85 else None, c["a"]["dtype"])
        f = lambda: np.concatenate([a, b], axis=axis)
    elif op in ("cumsum", "cumprod"):
        f = lambda: getattr(np, op)(a, axis=axis)
    elif op == "diagonal":
        k, x, y = c["args"] = [rng.randrange(-3, 4), rng.randrange(-rank, rank), rng.randrange(-rank, rank)]
        f = lambda: np.diagonal(a, k, x, y)
    elif op == "searchsorted":
        c["b"], b = array([rng.randrange(6)], c["a"]["dtype"])
        b.sort()
        c["b"]["values"] = b.tolist()
        side = c["mode"] = rng.choice(["left", "right"])
        f = lambda: np.searchsorted(b, a, side)
    elif op == "where":
        c["b"], b = array(a.shape if rng.random() < 0.8 else a.shape[-1:], "int64")
        c["c"], d = array(a.shape, "int64")
        f = lambda: np.where(a > 2, b, d) if False else np.where(a, b, d)
    elif op == "choose":
        c["a"], sel = array(None, "int64", 3)
        c["b"], b = array(sel.shape, "int32")
        c["c"], d = array(sel.shape[-1:], "int32")
        mode = c["mode"] = rng.choice(["raise", "wrap", "clip"])
        f = lambda: np.choose(sel, [b, d], mode=mode)
    elif op == "nonzero":
        f = lambda: np.nonzero(a)[-1]
    elif op == "argwhere":
        f = lambda: np.argwhere(a)
    elif op == "lexsort":
        c["b"], b = array(a.shape, "float64")
        c["axis"] = some
        f = lambda: np.lexsort((a, b), axis=some)
    elif op == "take_along_axis":
        c["axis"] = some
        shape = [m if i != some % rank else 2 for i, m in enumerate(a.shape)]
        c["b"], b = array(shape, "int64", max(a.shape[some], 1))
        f = lambda: np.take_along_axis(a, b, some)
    elif op == "bincount":
        c["a"], v = array([rng.randrange(8)], "int64")
        f = lambda: np.bincount(v, minlength=3)
    elif op.startswith("unique"):
        k = int(op[-1])
        c["a"], v = array([rng.randrange(8)], "float64")
        f = lambda: np.unique(v, return_index=True, return_inverse=True, return_counts=True)[k]
    elif op == "putmask":
        c["b"], b = array(a.shape, "int64", 2)
        c["c"], d = array([rng.randrange(1, 4)], c["a"]["dtype"])
        f = lambda: (np.putmask(a, b, d), a)[1]
    elif op == "place":
        c["b"], b = array(a.shape, "int64", 2)
        c["c"], d = array([rng.randrange(1, 4)], c["a"]["dtype"])
        f = lambda: (np.place(a, b, d), a)[1]
    elif op == "put":
        c["b"], b = array([3], "int64", max(n, 1))
        c["c"], d = array([rng.randrange(1, 4)], c["a"]["dtype"])
        f = lambda: (np.put(a, b, d), a)[1]
    elif op == "fill_diagonal":
        c["c"], d = array([], c["a"]["dtype"])
        wrap = c["wrap"] = rng.random() < 0.3
        f = lambda: (np.fill_diagonal(a, d, wrap), a)[1]
    try:
        r = f()
        r = np.asarray(r)
        c |= {"rshape": r.shape, "rstrides": r.strides, "rdtype": r.dtype.name, "result": r.ravel().tolist()}
    except Exception as e:
        c["error"] = str(e)
    return c


OPS = """sort argsort take take repeat repeat roll tile concatenate concatenate concatenate cumsum cumprod diagonal searchsorted where
choose nonzero argwhere lexsort take_along_axis bincount unique0 unique1 unique2 unique3 putmask place put fill_diagonal""".split()
print("[" + ",\n".join(json.dumps(case(), separators=(",", ":")) for _ in range(900)) + "]")
