"""Records where the memory of random NumPy expressions comes from, as NumPy itself tells: tests/data/origins.json.

Every program makes a few arrays and then runs random statements over them. Of each statement is recorded what the
target then is (dtype, shape, strides) and its relation to the variables that were there before: the same object, a view
(the same owner at the end of the chain of bases, which `np.shares_memory` confirms), or memory of its own.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np

SETUP = [
    "a = np.arange(24).reshape(4, 6)",
    "b = np.arange(12.0).reshape(3, 4)",
    "c = np.array([3, 1, 4, 1, 5, 9, 2, 6])",
    "d = np.arange(24).reshape(2, 3, 4)",
    "e = np.array([1 + 2j, 3 - 1j, 0.5j])",
    "f = np.zeros((1, 3, 1))",
    "g = np.array([[True, False, True], [False, False, True]])",
    "h = np.asfortranarray(np.arange(6.0).reshape(2, 3))",
]

# Expressions whose elements are those of `x`: a view or a copy.
MOVES = [
    "{x}[1:]", "{x}[::2]", "{x}[::-1]", "{x}[-1]", "{x}[0]", "{x}[..., 1]", "{x}[..., ::-1]", "{x}[None]", "{x}[..., None]",
    "{x}[:, 1]", "{x}[:, ::2]", "{x}[1:, 1:]", "{x}[0:0]", "{x}.T", "{x}.transpose()", "np.transpose({x})", "{x}.swapaxes(0, -1)",
    "np.moveaxis({x}, 0, -1)", "np.rollaxis({x}, -1)", "{x}.reshape(-1)", "{x}.reshape(-1, 2)", "{x}.reshape(2, -1)",
    "{x}.reshape(3, -1)", "{x}.reshape(-1, order='F')", "np.reshape({x}, (-1, 3))", "{x}.ravel()", "{x}.ravel(order='F')",
    "{x}.ravel(order='K')", "np.ravel({x})", "{x}.flatten()", "{x}.copy()", "np.copy({x})", "np.array({x})",
    "np.asarray({x})", "np.asanyarray({x})", "np.array({x}, copy=None)", "np.asarray({x}, dtype=float)", "np.ascontiguousarray({x})",
    "np.asfortranarray({x})", "{x}.astype(float)", "{x}.astype(np.int64)", "{x}.astype(np.complex128)", "{x}.astype(float, copy=False)", "{x}.squeeze()",
    "np.squeeze({x})", "{x}.diagonal()", "np.diagonal({x})", "{x}[[0, 1]]", "{x}[[1, 0, 1]]", "{x}[..., [0, 1]]", "{x}[[0], :]",
    "{x}[np.array([1, 0])]", "{x}.take([0, 1])", "np.take({x}, [1, 0], axis=0)", "np.broadcast_to({x}, (2,) + {x}.shape)",
    "np.expand_dims({x}, 0)", "np.atleast_1d({x})", "np.atleast_2d({x})", "np.atleast_3d({x})", "np.flip({x})", "np.flipud({x})", "np.fliplr({x})",
    "np.rot90({x})", "{x}.view()", "{x}[:]", "{x}[...]", "{x}.real", "np.real({x})", "np.split({x}, 2)[0]", "np.array_split({x}, 2)[1]",
    "np.hsplit({x}, 2)[0]", "np.vsplit({x}, 2)[1]", "np.lib.stride_tricks.sliding_window_view({x}, 2, axis=0)", "np.roll({x}, 1)", "np.tile({x}, 2)", "np.repeat({x}, 2)", "np.matrix_transpose({x})",
    "np.swapaxes({x}, 0, 1)", "{x}.repeat(2, axis=0)", "np.tril({x})", "np.delete({x}, 0)", "np.sort({x})", "{x}.T[1:].T", "{x}.T.copy()", "{x}[1:].reshape(-1)", "{x}.T.ravel()",
]
# Expressions with a boolean index.
MASKS = ["{x}[{x} > 2]", "{x}[{x} == {x}]", "{x}[np.ones({x}.shape, dtype=bool)]", "{x}[{x}.real < 5]", "{x}.compress([True, False, True])", "np.extract({x} > 1, {x})"]
# Expressions whose elements are computed.
COMPUTED = [
    "{x} + 1", "{x} * {x}", "{x} * 2 + 1", "-{x}", "+{x}", "abs({x})", "{x} ** 2", "{x} > 1", "np.sqrt(abs({x}))", "np.exp({x} * 0)",
    "np.add({x}, 1)", "{x}.sum(axis=0)", "{x}.mean(axis=-1)", "{x}.cumsum()", "{x}.imag + 0", "np.concatenate([{x}, {x}])", 
    "np.vstack([{x}, {x}])", "np.zeros_like({x})", "np.ones_like({x})", "np.where({x} > 2, {x}, 0)", "{x}.conj()", 
    "np.minimum({x}, 2)", "{x}.argsort()", "np.isnan({x})", "{x}.max(axis=0)", "np.unique({x})", "np.full_like({x}, 3)", "np.empty_like({x}) * 0",
]
IN_PLACE = [
    "{x} += 1", "{x} *= 2", "{x} -= {x}", "{x}[0] = 1", "{x}[...] = 2", "{x}[1:] = 0", "{x}[::-1] = {x}", "{x}[[0, 1]] = 3", "{x}[{x} > 3] = 0",
    "np.add({x}, 1, out={x})", "np.negative({x}, out={x})", "np.multiply({x}, 2, {x})", "{x}.fill(1)", "{x}.sort()", "{x}[..., 0] += 1", "{x}[1:] += 1", "{x}.T[0] = 5",
    "{x}.flat = 2", "np.copyto({x}, 1)", "np.put({x}, [0], 7)", "{x}.put([1], 4)", "np.fill_diagonal({x}, 0)", "{x}.partition(1)", "np.clip({x}, 0, 1, out={x})", "np.cumsum({x}, axis=0, out={x})",
]


def owner(a):
    """The array at the end of the chain of bases."""
    while a.base is not None:
        # `as_strided` puts an object between that is no array.
        a = a.base if isinstance(a.base, np.ndarray) else a.base.base
    return a


def kept(a, b):
    """Whether two arrays are of one buffer."""
    return owner(a) is owner(b)


def arrays(names):
    return {k: v for k, v in names.items() if isinstance(v, np.ndarray)}


def facts(a):
    return [str(a.dtype), list(a.shape), list(a.strides)]


def relation(result, before):
    """Of a new binding to what was there before."""
    same = sorted(k for k, v in before.items() if v is result)
    if same:
        return {"kind": "same", "names": same}
    shared = sorted(k for k, v in before.items() if kept(v, result))
    if shared:
        assert result.size == 0 or np.may_share_memory(result, owner(result))
        return {"kind": "view", "names": shared}
    assert not any(np.shares_memory(v, result) for v in before.values()), "memory shared without a common owner"
    return {"kind": "fresh"}


def statement(rng, names):
    x = rng.choice(sorted(arrays(names)))
    kind = rng.choices(["move", "mask", "compute", "write"], [10, 1, 4, 3])[0]
    templates = {"move": MOVES, "mask": MASKS, "compute": COMPUTED, "write": IN_PLACE}[kind]
    text = rng.choice(templates).format(x=x)
    if kind == "write":
        return kind, x, None, text
    target = rng.choice("pqrstuvw" + (x if rng.random() < 0.1 else ""))
    return kind, x, target, f"{target} = {text}"


def run(rng, names):
    """One random statement and what came of it; nothing if NumPy refuses it."""
    kind, x, target, text = statement(rng, names)
    before = arrays(names)
    source = names[x]
    try:
        exec(text, names)
    except Exception:
        # A write may have been done in part.
        return "stop" if kind == "write" else None
    if kind == "write":
        sees = sorted(k for k, v in before.items() if v is not source and kept(v, source) and np.may_share_memory(v, source))
        writes = sorted(k for k, v in before.items() if v is source)
        return {"code": text, "kind": "write", "array": facts(source), "writes": writes, "sees": sees}
    result = names[target]
    if not isinstance(result, np.ndarray) or result.size > 500 or result.ndim > 5:
        names.pop(target)
        names.update({k: v for k, v in before.items() if k == target})
        return None
    step = {"code": text, **relation(result, before), "array": facts(result)}
    if step["kind"] == "fresh" and kind in ("move", "mask"):
        step["of"] = sorted(k for k, v in before.items() if v is source)
    if step["kind"] == "view":
        step["of"] = sorted(k for k, v in before.items() if v is source)
    return step


def program(seed):
    rng = random.Random(seed)
    names = {"np": np}
    setup = rng.sample(SETUP, 4)
    for line in setup:
        exec(line, names)
    names.pop("__builtins__", None)
    steps = []
    for _ in range(12):
        step = run(rng, names)
        names.pop("__builtins__", None)
        if step == "stop":
            break
        if step:
            steps.append(step)
    return {"setup": setup, "steps": steps}


def main(count=240):
    np.seterr(all="ignore")
    import warnings

    warnings.simplefilter("ignore")
    programs = [program(seed) for seed in range(count)]
    out = Path(__file__).resolve().parent.parent / "data" / "origins.json"
    lines = ",\n".join(json.dumps(p, separators=(",", ":")) for p in programs)
    out.write_text(f'{{"numpy": "{np.__version__}", "programs": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
