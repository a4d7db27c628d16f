"""Records what NumPy and Python print: writes tests/data/repr.json. Run it with Python 3.11 and NumPy 2.4."""

import json
import pathlib
import random
import struct

import numpy as np

rng = random.Random(20240)
DTYPES = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16", "U5", "S4"]
FLOATS = ["f2", "f4", "f8", "f8"]


def outcome(call):
    names = {"ValueError": "Value", "TypeError": "Type", "OverflowError": "Overflow"}
    try:
        return call()
    except Exception as error:
        return f"{names[type(error).__name__]}: {error}"


def real(spread):
    kind = rng.random()
    if kind < 0.12:
        return rng.choice([0.0, -0.0, 1.0, -1.0, 0.5, 0.1, 0.25, 100.0, 1e-4, 9.9e-5, 999.5, 1e6, 1e8, 1e16])
    if kind < 0.3:
        return float(rng.randint(-1000, 1000)) / rng.choice([1, 2, 4, 8, 10, 100, 1024])
    if kind < 0.4:
        return float(rng.randint(-30000, 30000)) * 2.0 ** rng.randint(-20, 20)
    return rng.uniform(-1, 1) * 10.0 ** rng.uniform(-spread, spread)


def values(dtype, n):
    kind = np.dtype(dtype).kind
    spread = rng.choice([0.5, 1, 1, 2, 3, 5, 12, 300])
    special = rng.choice([0, 0, 0, 0.1, 0.3, 1]) if rng.random() < 0.5 else 0

    def number():
        if rng.random() < special:
            return rng.choice([np.nan, np.inf, -np.inf])
        return real(spread)

    if kind == "b":
        return [rng.random() < 0.5 for _ in range(n)]
    if kind in "iu":
        info = np.iinfo(dtype)
        top = rng.choice([5, 100, 12345, info.max])
        return [max(info.min, min(info.max, rng.randint(-top, top))) for _ in range(n)]
    if kind == "f":
        sign = rng.choice([1, 1, 0])
        return [number() if sign else abs(number()) for _ in range(n)]
    if kind == "c":
        return [complex(number(), number()) for _ in range(n)]
    if kind == "U":
        return ["".join(rng.choice("abcXYZ 'é\"\\\n\tαβ漢😀\x7f\u200b") for _ in range(rng.randint(0, 5))) for _ in range(n)]
    return [bytes(rng.choice(b"abcXYZ '\"\\\n\t\x00\xff") for _ in range(rng.randint(0, 4))) for _ in range(n)]


def shape():
    kind = rng.random()
    if kind < 0.08:
        return ()
    if kind < 0.45:
        return (rng.choice([1, 2, 3, 4, 6, 7, 10, 15, 25, 40]),)
    if kind < 0.52:
        return tuple(rng.choice([0, 1, 2]) for _ in range(rng.randint(1, 3)))
    if kind < 0.8:
        return (rng.choice([1, 2, 3, 5, 8]), rng.choice([1, 2, 3, 7, 8, 12]))
    return tuple(rng.choice([1, 2, 3, 4]) for _ in range(rng.choice([3, 3, 4, 5])))


def array(dtype=None, form=None):
    dtype = dtype or rng.choice(DTYPES)
    form = shape() if form is None else form
    with np.errstate(all="ignore"):
        a = np.array(values(dtype, int(np.prod(form))), dtype=dtype).reshape(form)
    if form and rng.random() < 0.15:
        a = a.T
    if form and rng.random() < 0.1:
        a = a[::-1]
    if form and rng.random() < 0.1:
        a = a[..., ::2]
    if form and rng.random() < 0.06:
        a = np.broadcast_to(a[..., :1], a.shape)
    return a


def record(a):
    """[dtype, shape, strides or null, offset, bytes]"""
    if a.flags.c_contiguous or a.size == 0:
        return [a.dtype.str, list(a.shape), None, 0, a.tobytes().hex()]
    low, high = np.lib.array_utils.byte_bounds(a)
    raw = (np.ctypeslib.ctypes.c_char * (high - low)).from_address(low).raw
    return [a.dtype.str, list(a.shape), list(a.strides), a.__array_interface__["data"][0] - low, raw.hex()]


def options():
    chosen = {}

    def maybe(p, name, *choices):
        if rng.random() < p:
            chosen[name] = rng.choice(choices)

    maybe(0.5, "precision", 0, 1, 2, 3, 4, 5, 10, 15, 16, 17, 20, 30, -1)
    maybe(0.3, "threshold", 0, 1, 5, 8, 2.5, 10**6)
    maybe(0.3, "edgeitems", 0, 1, 2, 2, 4)
    maybe(0.3, "linewidth", 0, 10, 20, 33, 40, 60, 100, 200)
    maybe(0.3, "suppress", True, False)
    maybe(0.1, "nanstr", "NaN", "", "not a number", "–")
    maybe(0.1, "infstr", "Inf", "", "infinity")
    maybe(0.3, "sign", "-", "+", " ")
    maybe(0.5, "floatmode", "fixed", "unique", "maxprec", "maxprec_equal")
    if rng.random() < 0.01:
        chosen.update(rng.choice([{"sign": "x"}, {"floatmode": "y"}, {"precision": 1.5}, {"threshold": "a"}]))
    return chosen


def printed(a, chosen, how, frame=None):
    def call():
        with np.printoptions(**chosen):
            if how == "repr":
                return repr(a)
            return str(a) if how == "str" else np.array2string(a, **frame)

    return outcome(call)


def array_cases():
    cases = []

    def add(a, chosen, how, frame=None):
        case = {"array": record(a), "options": chosen, "how": how, "text": printed(a, chosen, how, frame)}
        if frame is not None:
            case["frame"] = frame
        cases.append(case)

    for dtype in DTYPES:
        for _ in range(16):
            add(array(dtype), {}, rng.choice(["repr", "repr", "str"]))
    for _ in range(600):
        dtype = rng.choice(FLOATS + ["c8", "c16"]) if rng.random() < 0.7 else None
        add(array(dtype), options(), rng.choice(["repr", "repr", "str"]))
    for _ in range(120):
        frame = {}
        for name, words in [
            ("separator", [",", ", ", "  ", "", " | "]), ("prefix", ["x = ", "é="]), ("suffix", [")", "];;;;;;"]),
        ]:
            if rng.random() < 0.6:
                frame[name] = rng.choice(words)
        add(array(), options(), "array2string", frame)
    for form in [(1001,), (40, 30), (1, 2000), (600, 2), (7, 8, 20), (2, 3, 4, 50), (1000,)]:
        for dtype in ["u1", "i1"]:
            add(np.arange(int(np.prod(form))).astype(dtype).reshape(form), {}, "repr")
    return cases


def scalar_cases():
    cases = []
    for dtype in DTYPES:
        for _ in range(20 if dtype[0] not in "fc" else 60):
            a = array(dtype, ())
            cases.append({"array": record(a), "text": f"{a[()]!r}|{a[()]!s}"})
    return cases


def scalar_format_cases():
    cases = []
    for dtype in DTYPES:
        for spec in ["", ".3f", "5", ">9", "d", "q", "z", ",", "+.2e"]:
            a = array(dtype, ())
            cases.append({"array": record(a), "spec": spec, "text": outcome(lambda: format(a[()], spec))})
    return cases


def formatter_cases():
    cases = []
    for name, function in [("hex", lambda x: hex(x)), ("lines", lambda x: f"<{x}\n {x}>")]:
        for _ in range(25):
            a, chosen = array("i4"), {"linewidth": rng.choice([20, 30, 75])}
            with np.printoptions(formatter={"int": function}, **chosen):
                text = repr(a)
            cases.append({"array": record(a), "options": chosen, "formatter": name, "text": text})
    return cases


def float_cases():
    cases = []
    for _ in range(1200):
        a = array(rng.choice(FLOATS), ())
        how = rng.choice(["positional", "scientific"])
        args = {}

        def maybe(p, name, *choices):
            if rng.random() < p:
                args[name] = rng.choice(choices)

        maybe(0.6, "precision", 0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 17, 18, 25, 40, -1 if rng.random() < 0.1 else 6)
        maybe(0.4, "unique", True, False)
        maybe(0.6, "trim", "k", ".", "0", "-", "x" if rng.random() < 0.05 else "k")
        maybe(0.3, "sign", True, False)
        maybe(0.3, "pad_left", 0, 1, 2, 5, 10)
        maybe(0.3, "min_digits", 0, 1, 2, 5, 8, 15, 16, 17, 20, 30)
        if how == "positional":
            maybe(0.4, "fractional", True, False)
            maybe(0.3, "pad_right", 0, 1, 2, 5, 10)
        else:
            maybe(0.3, "exp_digits", 0, 1, 2, 3, 4, 6)
        function = np.format_float_positional if how == "positional" else np.format_float_scientific
        cases.append({"array": record(a), "how": how, "args": args, "text": outcome(lambda: function(a[()], **args))})
    return cases


def integer_cases():
    cases = []
    for _ in range(150):
        number = rng.randint(-(10 ** rng.randint(0, 25)), 10 ** rng.randint(0, 25))
        if rng.random() < 0.3:
            number = rng.choice([-1, 1]) * 2 ** rng.randint(0, 70)
        base, padding = rng.choice([2, 3, 8, 16, 36, 37, 1, 10]), rng.choice([0, 0, 3])
        width = rng.choice([None, 0, 1, 3, 8, 64, 100])
        cases.append({"number": str(number), "how": "base", "a": base, "b": padding,
                      "text": outcome(lambda: np.base_repr(number, base, padding))})
        cases.append({"number": str(number), "how": "binary", "a": width,
                      "text": outcome(lambda: np.binary_repr(number, width))})
    for padding in [0, 2]:
        cases.append({"number": "0", "how": "base", "a": 2, "b": padding, "text": np.base_repr(0, 2, padding)})
    return cases


def bits(x):
    return str(struct.unpack("<Q", struct.pack("<d", x))[0])


def python_cases():
    cases = []
    for _ in range(350):
        x, y = values("f8", 2)
        if rng.random() < 0.3:
            x = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
        if rng.random() < 0.2:  # shortest digits that are ties
            x = rng.randint(2**52, 2**53) // 2**rng.randint(0, 40) * 2.0 ** rng.randint(-20, 0)
        cases.append({"how": "float", "bits": [bits(x)], "text": repr(x)})
        cases.append({"how": "complex", "bits": [bits(x), bits(y)], "text": repr(complex(x, y))})
    for _ in range(200):
        value = values("U5", 1)[0] + chr(rng.choice([rng.randint(0, 0x3FF), rng.randint(0, 0xD7FF), rng.randint(0xE000, 0x1FFFF)]))
        cases.append({"how": "str", "value": value, "text": repr(value)})
        cases.append({"how": "ascii", "value": value, "text": ascii(value)})
        raw = rng.randbytes(rng.randint(0, 6)) + values("S4", 1)[0]
        cases.append({"how": "bytes", "value": raw.hex(), "text": repr(raw)})
    return cases


def main():
    sections = {
        "arrays": array_cases(), "scalars": scalar_cases(), "scalar_formats": scalar_format_cases(),
        "formatters": formatter_cases(), "floats": float_cases(),
        "integers": integer_cases(), "python": python_cases(),
    }
    path = pathlib.Path(__file__).parent.parent / "data" / "repr.json"
    lines = []
    for name, cases in sections.items():
        rows = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
        lines.append(f'"{name}":[\n{rows}\n]')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
