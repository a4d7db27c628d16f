"""Records NumPy's reductions of generated arrays, bit by bit, for the unit tests of `engine::kernels::reduce`.

Run: python tests/oracle/reduce.py > tests/data/reduce.json
"""

import json
import random
import warnings

import numpy as np

warnings.simplefilter("ignore")
rng = random.Random(128)


def elements(dtype, n):
    """The same numbers as `generated` in the unit test."""
    k = np.arange(2 * n, dtype=np.uint64)
    h = k * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
    h ^= h >> np.uint64(29)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(32)
    real = (h >> np.uint64(11)).astype(np.float64) / 2.0**53 - 0.25
    kind = np.dtype(dtype).kind
    if kind == "b":
        return (h[:n] >> np.uint64(61)) > 0
    if kind in "iu":
        return (h[:n] >> np.uint64(40)).astype(dtype)
    if kind == "c":
        return (real[0::2] + 1j * real[1::2]).astype(dtype)
    return real[:n].astype(dtype)


def layout(big):
    rank = rng.choice([1, 1, 2, 2, 2, 3, 3, 4])
    limit = 60_000 if big else 600
    while True:
        shape = [rng.choice([1, 2, 3, 5, 8, 9, 17, 33, 61, 130, 257, 1000, 9000, 20000]) for _ in range(rank)]
        if rng.random() < 0.05:
            shape[rng.randrange(rank)] = 0
        if np.prod([max(n, 1) for n in shape]) <= limit and (not big or np.prod([max(n, 1) for n in shape]) > 2000):
            break
    axes = list(range(rank))
    if rng.random() < 0.5:
        rng.shuffle(axes)
    strides, step, offset = [0] * rank, 1, 0
    for axis in reversed(axes):
        gap = rng.choice([1, 1, 1, 2, 3])
        strides[axis] = step * gap
        step *= max(shape[axis], 1) * gap
        if rng.random() < 0.1:
            step += rng.choice([1, 3])
        if rng.random() < 0.12 and shape[axis]:
            offset += strides[axis] * (shape[axis] - 1)
            strides[axis] *= -1
    return shape, strides, offset, max(step, 1) + offset


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def record(r):
    r = np.asarray(r)
    data = np.ascontiguousarray(r).tobytes()
    bits = data.hex() if len(data) <= 32 else f"#{fnv(data):016x}"
    return {"rdtype": r.dtype.name, "rshape": r.shape, "rstrides": r.strides, "bits": bits}


FLOATS = ["float64", "float64", "float32", "float16", "complex128", "complex64"]
WHOLE = ["int64", "int32", "int8", "uint8", "uint16", "bool"]


def case(big):
    shape, strides, offset, size = layout(big)
    op = rng.choice(["sum"] * 5 + ["mean", "var", "std", "prod", "max", "min", "any", "all", "argmax", "argmin", "count_nonzero", "ptp"])
    dtype = rng.choice(FLOATS if rng.random() < 0.75 else WHOLE)
    if op == "ptp" and dtype == "bool":
        dtype = "int16"
    a = elements(dtype, size)
    v = np.ndarray(shape, a.dtype, a, offset * a.itemsize, [s * a.itemsize for s in strides])
    out = {"op": op, "dtype": dtype, "shape": shape, "strides": strides, "offset": offset, "size": size}
    rank, kw = len(shape), {}
    if op in ("argmax", "argmin"):
        kw["axis"] = rng.choice([None, rng.randrange(-rank, rank)])
    else:
        kw["axis"] = rng.choice([None, rng.randrange(-rank, rank), tuple(rng.sample(range(rank), rng.randint(0, rank)))])
        if rng.random() < 0.01:
            kw["axis"] = rng.choice([rank, (0, 0)])
    if rng.random() < 0.2:
        kw["keepdims"] = True
    if op in ("sum", "mean", "var", "prod") and rng.random() < 0.25:
        kinds = ["complex128"] if dtype.startswith("c") else ["float64", "float32", "float64"]
        kw["dtype"] = rng.choice(kinds + (["int32", "uint64", "float16"] if op in ("sum", "prod") and not dtype.startswith("c") else []))
    if op in ("sum", "mean", "var", "prod", "max", "any") and rng.random() < 0.12:
        m = elements("bool", size)[: int(np.prod(shape[-1:]))] if rng.random() < 0.5 else elements("bool", int(np.prod(shape)))
        out["mask"] = list(shape[-1:] if m.size == shape[-1] else shape)
        kw["where"] = m[: int(np.prod(out["mask"]))].reshape(out["mask"])
    if op in ("sum", "prod", "max", "min") and (rng.random() < 0.1 or (op == "max" and "where" in kw)):
        kw["initial"] = 3
    if op in ("var", "std") and rng.random() < 0.3:
        kw["ddof"] = 1
    names = {"dtype": "as"}
    out |= {names.get(k, k): (list(x) if isinstance(x, tuple) else x) for k, x in kw.items() if k != "where"}
    try:
        out |= record(getattr(np, op)(v, **kw))
    except Exception as e:
        out["error"] = f"{type(e).__name__}: {e}"
    return out


cases = [case(big=i % 3 == 0) for i in range(2600)]
print("[" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "]")
