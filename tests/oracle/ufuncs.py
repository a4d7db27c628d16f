"""Records what NumPy's ufuncs do with every combination of dtypes, and the bytes of their results on special values.

Run with the Python of a NumPy 2.4 environment; writes tests/data/ufuncs.json and tests/data/casts.json.
"""

import json
import pathlib
import warnings

import numpy as np

DATA = pathlib.Path(__file__).parent.parent / "data"
NUMERIC = "? b B h H i I l L e f d F D".split()
OPERANDS = [*NUMERIC, "U3", "S2", "int", "float", "complex"]
WEAK = {"int": 1, "float": 1.0, "complex": 1j}
GUFUNCS = {"matmul", "matvec", "vecmat", "vecdot", "isnat"}


def operand(name):
    if name in WEAK:
        return WEAK[name]
    return np.ones(1, name) if name not in ("U3", "S2") else np.array(["1"], name)


def attempt(f):
    try:
        return f()
    except Exception as e:  # noqa: BLE001
        return f"{type(e).__name__}: {e}"


def describe(result):
    outs = result if isinstance(result, tuple) else (result,)
    return ",".join(np.asarray(o).dtype.str for o in outs)


def special(char, nin=1):
    """Values at the edges of a dtype."""
    d = np.dtype(char)
    if d.kind == "b":
        return np.array([False, True])
    if d.kind in "iu":
        info = np.iinfo(d)
        small = [-7, -3, -2, -1] if d.kind == "i" else [250, 100]
        return np.array([0, 1, 2, 3, 7, *small, info.min, info.max]).astype(d)
    info = np.finfo(d)
    reals = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, 3.0, 7.25, np.inf, -np.inf, np.nan, info.max, info.tiny]
    plain = [0.1, -0.7, 0.9999, 1e-5, 12.345678, 80.5]
    if d.kind == "f":
        return np.array(reals + (plain if nin == 1 else []), d)
    if nin == 1:
        parts = [0.0, -0.0, 1.0, -2.5, 0.5, np.inf, -np.inf, np.nan]
        return np.array([complex(a, b) for a in [*parts, 12.3] for b in [*parts, 0.7, -1.1]], d)
    parts = [0.0, 1.0, np.inf, np.nan]
    some = [0.1 + 0.2j, -1.3 + 0.7j, 2j, 3.1, -0.37 - 5.9j, 1 / 3 + 2 / 3 * 1j]
    return np.array([complex(a, b) for a in parts for b in parts][:13] + some, d)


def run(ufunc, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        out = attempt(lambda: ufunc(*args))
    if isinstance(out, str):
        return {"error": out}
    outs = out if isinstance(out, tuple) else (out,)
    return {
        "out": [[np.asarray(o).dtype.str, np.ascontiguousarray(o).tobytes().hex()] for o in outs],
        "warnings": sorted(str(w.message) for w in caught),
    }


def ufuncs():
    found = {}
    for name in sorted(dir(np)):
        u = getattr(np, name)
        if isinstance(u, np.ufunc) and u.__name__ not in GUFUNCS:
            found[u.__name__] = u
    return found


def types_of(u):
    if u.nin == 1:
        return {a: attempt(lambda: describe(u(operand(a)))) for a in OPERANDS}
    return {f"{a} {b}": attempt(lambda: describe(u(operand(a), operand(b)))) for a in OPERANDS for b in OPERANDS}


def values_of(u):
    rows = []
    for sig in dict.fromkeys(u.types):
        ins = sig.split("->")[0]
        if set(ins) - set(NUMERIC):
            continue
        args = [special(c, u.nin) for c in ins]
        if u.nin == 2:
            a, b = args
            if len(a) > 11:
                keep = [0, 1, 2, 3, 4, 6, 9, 10, 11, 12, 13] if a.dtype.kind == "f" else [0, 1, 2, 3, 5, 8, 10, 13, 14, 15, 16, 17, 18]
                a, b = a[list(keep)], b[list(keep)] if len(b) == len(a) else b
            if u.__name__ == "power" and a.dtype.kind in "iu":
                b = b[b >= 0]
            a, b = np.meshgrid(a, b)
            args = [np.ascontiguousarray(a).ravel(), np.ascontiguousarray(b).ravel()]
        rows.append({"in": [[a.dtype.str, a.tobytes().hex()] for a in args], **run(u, *args)})
    return rows


def cast_values(a, b):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        out = attempt(lambda: a.astype(b))
    if isinstance(out, str):
        return {"error": out}
    return {
        "out": [out.dtype.str, out.tobytes().hex()],
        "warnings": sorted(f"{type(w.message).__name__}: {w.message}" for w in caught),
    }


def casts():
    rows = []
    reals = {"f": [300.7, -300.7, 1e10, -1e10, 1e20, -1e20, 70000.0, 3e9], "e": [300.7, -300.7, 60000.0]}
    reals["d"] = reals["f"] + [1e300, 1e-310, 9223372036854774784.0, 9223372036854775808.0, 2147483648.0, 65520.0]
    reals["F"] = reals["D"] = [300.7 + 1j, 1e20, np.nan]
    for src in NUMERIC:
        a = special(src)
        if src in reals:
            a = np.concatenate([a, np.array(reals[src], src)])
        for dst in [*NUMERIC, "U", "S", "U3", "S3"]:
            parts = [a] if dst[0] not in "US" else [a]
            if np.dtype(src).kind in "fc" and np.dtype(dst).kind in "biu":
                parts = [a[i : i + 1] for i in range(len(a))]
            for part in parts:
                rows.append({"in": [part.dtype.str, part.tobytes().hex()], "to": dst, **cast_values(part, dst)})
    texts = ["1", " 2 ", "1.5", "a", "", "nan", "inf", "1e3", "True", "1_000", "300", "-1", "1+2j", "0x10", "é"]
    for text in texts:
        for kind in "US":
            if kind == "S" and not text.isascii():
                continue
            a = np.array([text], kind)
            for dst in [*NUMERIC, "U", "S", "U1", "S1"]:
                rows.append({"in": [a.dtype.str, a.tobytes().hex()], "to": dst, **cast_values(a, dst)})
    return rows


def promotion():
    kinds = [*NUMERIC, "U3", "S2"]
    casting = ["no", "equiv", "safe", "same_kind", "unsafe"]
    return {
        "promote": {f"{a} {b}": attempt(lambda: np.promote_types(a, b).str) for a in kinds for b in kinds},
        "result": {f"{a} {b}": attempt(lambda: np.result_type(*(WEAK.get(x, x) for x in (a, b))).str)
                   for a in OPERANDS for b in OPERANDS},
        "can_cast": {f"{a} {b}": "".join("01"[np.can_cast(a, b, c)] for c in casting)
                     for a in [*kinds, "U40"] for b in [*kinds, "U40", "S40"]},
    }


def method_case(u, method, d, perm, kwargs):
    a = np.array([3, 1, 2, 5, 0, 4, 2, 7, 1, 3, 6, 2, 1, 1, 2, 3, 4, 5, 2, 0, 1, 7, 3, 2]).astype(d).reshape(2, 3, 4)
    a = a.transpose(perm)
    args = [a, [0, 2, 1]] if method == "reduceat" else [a, a[0, 0]] if method == "outer" else [a]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        out = attempt(lambda: getattr(u, method)(*args, **kwargs))
    row = {"method": method, "in": d, "perm": perm, "args": {k: v for k, v in kwargs.items()}}
    if isinstance(out, str):
        return {**row, "error": out}
    out = np.asarray(out)
    data = np.ascontiguousarray(out).tobytes().hex()
    texts = sorted(str(w.message) for w in caught)
    return {**row, "out": [out.dtype.str, data], "shape": out.shape, "strides": out.strides, "warnings": texts}


def methods():
    rows = {}
    for name, u in ufuncs().items():
        # Which error a reduction by comparison gives depends on what NumPy has cached.
        if name in ("arctan2", "float_power", "nextafter", "copysign", "heaviside", "ldexp", "divmod"):
            continue
        if name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
            continue
        cases = []
        # NumPy 2.4 skips exponents of 2.0 in np.power.reduce([3.0, 2.0, 5.0]).
        for d in ["b", "l"] if name == "power" else ["b", "l", "d"] if u.nin == 2 else ["d"]:
            for perm in [(0, 1, 2), (2, 1, 0)]:
                for axis in [0, 1, -1, None, (0, 2), (1, 1), 3]:
                    cases.append(method_case(u, "reduce", d, perm, {"axis": axis}))
                cases.append(method_case(u, "reduce", d, perm, {"axis": 1, "keepdims": True}))
                for axis in [0, 1, 2]:
                    cases.append(method_case(u, "accumulate", d, perm, {"axis": axis}))
                cases.append(method_case(u, "reduceat", d, perm, {"axis": 1}))
            cases.append(method_case(u, "outer", d, (2, 1, 0), {}))
        rows[name] = cases if u.nin == 2 else cases[:1]
    return rows


def main():
    table = {n: {"types": types_of(u), "values": values_of(u)} for n, u in ufuncs().items()}
    dump = {"separators": (",", ":"), "sort_keys": True}
    # Errors repeat: they are stored once.
    texts = []
    for entry in table.values():
        for key, text in entry["types"].items():
            if ": " in text:
                if text not in texts:
                    texts.append(text)
                entry["types"][key] = texts.index(text)
    (DATA / "ufuncs.json").write_text(json.dumps({"texts": texts, "ufuncs": table}, **dump) + "\n")
    (DATA / "reductions.json").write_text(json.dumps(methods(), **dump) + "\n")
    (DATA / "casts.json").write_text(json.dumps({"casts": casts(), **promotion()}, **dump) + "\n")


main()
