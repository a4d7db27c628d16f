"""Records what NumPy's indexing does in random cases, for the unit tests of `engine::kernels::index`.

Run: python tests/oracle/index.py > tests/data/index.json
"""

import json
import random

import numpy as np

rng = random.Random(20_24)


def layout():
    """Shape, strides and offset (in elements) of an array in a buffer of at most 400 elements."""
    rank = rng.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4])
    shape = [rng.choice([1, 2, 3, 4, 5, 0 if rng.random() < 0.2 else 3]) for _ in range(rank)]
    if rng.random() < 0.1:
        shape = shape[:1] + [40] if rank == 2 else shape
    axes = list(range(rank))
    if rng.random() < 0.5:
        rng.shuffle(axes)
    strides, step, offset = [0] * rank, 1, 0
    for axis in reversed(axes):
        gap = rng.choice([1, 1, 1, 2])
        strides[axis] = step * gap
        step *= max(shape[axis], 1) * gap
        if rng.random() < 0.15 and shape[axis]:
            offset += strides[axis] * (shape[axis] - 1)
            strides[axis] *= -1
    return shape, strides, offset, max(step, 1)


def view(buffer, shape, strides, offset):
    return np.ndarray(shape, buffer.dtype, buffer, offset * 4, [4 * s for s in strides])


def integers(shape, n, wrong):
    size = int(np.prod(shape))
    low, high = (-n - 1, n) if rng.random() < wrong else (-n, n - 1)
    values = [rng.randint(low, max(high, low)) if n else 0 for _ in range(size)]
    order = rng.choice(["C", "C", "F"])
    dtype = rng.choice(["int64", "int64", "int32", "uint8" if min(values, default=0) >= 0 else "int8"])
    return {"array": values, "shape": list(shape), "order": order, "dtype": dtype}


def entry(n, fancy):
    kind = rng.random()
    if fancy and kind < 0.5:
        return integers(fancy if rng.random() < 0.8 else fancy[-1:], n, 0.02)
    if kind < 0.65:
        return rng.randint(-n, n - 1) if n and rng.random() < 0.97 else rng.randint(-n - 1, n)
    if kind < 0.7:
        return {"array": [rng.randint(-n, n - 1) if n else 0], "shape": [], "order": "C", "dtype": "int64"}
    bound = lambda: rng.choice([None, None, rng.randint(-n - 2, n + 2)])
    return {"slice": [bound(), bound(), rng.choice([None, None, 1, 2, -1, -2, 3])]}


def mask(shape):
    if rng.random() < 0.05:
        shape = [n + 1 for n in shape]
    return {"mask": [rng.random() < 0.5 for _ in range(int(np.prod(shape)))], "shape": list(shape)}


def index(shape):
    if rng.random() < 0.12:
        return [mask(shape)]
    fancy = rng.choice([None, [2], [3], [2, 3], [3, 1], [1], [0], [2, 2]])
    out, axis = [], 0
    stop = rng.randint(0, len(shape)) if rng.random() < 0.95 else len(shape) + 1
    while axis < stop:
        n = shape[axis] if axis < len(shape) else 2
        k = rng.random()
        if k < 0.08 and axis + 2 <= len(shape):
            out.append(mask(shape[axis : axis + 2]))
            axis += 2
            continue
        if k < 0.14 and axis < len(shape):
            out.append(mask(shape[axis : axis + 1]))
        else:
            out.append(entry(n, fancy))
        axis += 1
    while rng.random() < 0.2:
        out.insert(rng.randint(0, len(out)), rng.choice([None, None, True, False]))
    if rng.random() < 0.25:
        cut = rng.randint(0, len(out))
        out.insert(cut, "...")
        if rng.random() < 0.5:
            out = out[: cut + 1] + out[cut + 2 :]
    if rng.random() < 0.01:
        out.append("...")
    return out


def build(e):
    if e == "...":
        return Ellipsis
    if isinstance(e, dict) and "slice" in e:
        return slice(*e["slice"])
    if isinstance(e, dict) and "mask" in e:
        return np.array(e["mask"], bool).reshape(e["shape"])
    if isinstance(e, dict):
        return np.array(e["array"], e["dtype"]).reshape(e["shape"]).copy(e["order"])
    return e


def get_case():
    shape, strides, offset, size = layout()
    buffer = np.arange(size, dtype=np.int32)
    case = {"shape": shape, "strides": strides, "offset": offset, "size": size, "index": index(shape)}
    try:
        r = view(buffer, shape, strides, offset)[tuple(build(e) for e in case["index"])]
        if isinstance(r, np.ndarray):
            shared = np.may_share_memory(r, buffer) and r.base is not None
            base = r.base
            while isinstance(base, np.ndarray) and base.base is not None:
                base = base.base
            kind = "view" if base is buffer else ("transposed" if base is not None else "copy")
            case |= {"kind": kind, "rshape": r.shape, "rstrides": r.strides, "values": r.ravel().tolist()}
        else:
            case |= {"kind": "element", "values": [int(r)]}
    except Exception as e:
        case |= {"kind": "error", "text": f"{type(e).__name__}: {e}"}
    return case


def set_case():
    shape, strides, offset, size = layout()
    buffer = np.arange(size, dtype=np.int32)
    case = {"shape": shape, "strides": strides, "offset": offset, "size": size, "index": index(shape)}
    a = view(buffer, shape, strides, offset)
    key = tuple(build(e) for e in case["index"])
    try:
        want = np.shape(a[key])
    except Exception:
        want = (2,)
    vshape = [n if rng.random() < 0.85 else 1 for n in want][rng.choice([0, 0, 0, 1]) :]
    if rng.random() < 0.1:
        vshape = [1] + vshape
    if rng.random() < 0.07:
        vshape = vshape + [2]
    value = -np.arange(1, 1 + int(np.prod(vshape)), dtype=np.int32).reshape(vshape)
    case["vshape"] = vshape
    try:
        a[key] = value
        case |= {"kind": "set", "values": buffer.tolist()}
    except Exception as e:
        case |= {"kind": "error", "text": f"{type(e).__name__}: {e}"}
    return case


def rows(cases):
    return ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)


print('{"get":[')
print(rows(get_case() for _ in range(900)))
print('],"set":[')
print(rows(set_case() for _ in range(500)))
print("]}")
