"""Universal functions: every one, with every keyword and method, on every dtype."""

import numpy as np

from ..calls import call, keywords, mask, new, operand, result
from ..create import NUMERIC, Statement

NEAR = set("exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh cbrt deg2rad rad2deg "
           "degrees radians arctan2 hypot logaddexp logaddexp2 power float_power sqrt absolute".split())
INTEGER = set("gcd lcm left_shift right_shift bitwise_and bitwise_or bitwise_xor invert bitwise_count".split())
REAL = set("fmod copysign nextafter heaviside divmod floor_divide remainder ldexp frexp modf spacing signbit fabs cbrt arctan2 hypot logaddexp logaddexp2 "
           "deg2rad rad2deg degrees radians floor ceil trunc".split())
GENERAL = set("matmul vecdot matvec vecmat".split())
UFUNCS = sorted({f.__name__ for f in vars(np).values() if isinstance(f, np.ufunc)} - {"isnat"} - GENERAL)
UNARY = [f for f in UFUNCS if getattr(np, f).nin == 1]
BINARY = [f for f in UFUNCS if getattr(np, f).nin == 2]
FOLDING = [f for f in BINARY if getattr(np, f).nout == 1]
CASTINGS = ["no", "equiv", "safe", "same_kind", "unsafe"]


def kinds(g, f):
    if g.maybe(0.08):
        return "biufc"
    return "biu" if f in INTEGER else "biuf" if f in REAL else "biufc"


def is_near(f):
    return f in NEAR


def is_wild(text):
    """Whether a cast of large or odd floats to integers, which no two processors do alike, may be in a call."""
    return "unsafe" in text


def signature(g, f):
    """`signature=` for a ufunc: a loop of its own or another, as text or as a tuple."""
    ufunc = getattr(np, f)
    if g.maybe(0.6):
        chars = g.one([t for t in ufunc.types if not set(t) & set("gGOmMT")] or ufunc.types)
        ins, outs = chars.split("->")
        if g.maybe(0.5):
            return repr(chars)
        return repr(tuple(g.one(c, None) if g.maybe(0.5) else c for c in ins + outs))
    return g.one("'d'", "'dd->d'", "('d', 'd', 'd')", "(None, None, 'd')", "('f', None)", "'l'", "(int, int, float)", "np.float32", "('d',)", "'x->y'", "(None, None, None)")


def options(g, ufunc, near):
    """The keywords that need no `out`."""
    f = ufunc.__name__
    return keywords(g, [
        ("dtype", 0.3, g.dtype), ("casting", 0.15, lambda: repr(g.one(CASTINGS))), ("order", 0.12, lambda: repr(g.one("C", "F", "A", "K"))),
        ("subok", 0.03, lambda: g.one("True", "False")), (g.one("signature", "signature", "sig"), 0.1, lambda: signature(g, f)),
    ])


def s_plain(g):
    f = g.one(UFUNCS)
    return call(g, f"np.{f}", f"np.{f}({arguments(g, f)})", near=is_near(f))


def arguments(g, f):
    k = kinds(g, f)
    if f in UNARY:
        return operand(g, k)
    name, x = g.array(k)
    args = [name, operand(g, k, x)]
    if g.maybe(0.3):
        args.reverse()
    return ", ".join(args)


def s_keywords(g):
    f = g.one(UFUNCS)
    text = options(g, getattr(np, f), is_near(f))
    return call(g, f"np.{f} keywords", f"np.{f}({arguments(g, f)}{text})", near=is_near(f))


def s_out(g):
    f = g.one(UFUNCS)
    ufunc = getattr(np, f)
    args = arguments(g, f)
    shown = result(g, f"np.{f}({args})")
    shape = np.shape(shown[0] if isinstance(shown, tuple) else shown)
    before, outs = "", []
    for place in range(ufunc.nout):
        if ufunc.nout > 1 and g.maybe(0.25):
            outs.append("None")
        elif g.maybe(0.3):
            name, y = g.array(test=lambda y: y.shape == shape)
            outs.append(name)
        else:
            name = "hk"[place]
            before += f"{name} = {new(g, shape)}\n"
            outs.append(name)
    shows = " ".join(dict.fromkeys(o for o in outs if o != "None")) or None
    text = options(g, ufunc, is_near(f)) + keywords(g, [("where", 0.35, lambda: mask(g, shape))])
    if is_wild(text):
        return None
    if g.maybe(0.2):
        args += ", " + ", ".join(outs)
    elif ufunc.nout == 1 and g.maybe(0.7):
        text += f", out={outs[0]}"
    else:
        text += f", out=({', '.join(outs)},)"
    if is_near(f):
        # What was written shows rounded.
        return call(g, f"np.{f} out", f"np.{f}({args}{text})", near=True, before=before)
    return call(g, f"np.{f} out", f"np.{f}({args}{text})", shows=shows, before=before)


def s_overlap(g):
    f = g.one("add", "subtract", "multiply", "maximum", "negative", "copysign", "divmod", "positive", "less", "left_shift")
    name, x = g.array("biu" if f == "left_shift" else "biuf", lambda x: x.ndim >= 1 and x.shape[0] > 1)
    left, right = g.one(("[1:]", "[:-1]"), ("[:-1]", "[1:]"), ("[::-1]", ""), ("", "[::-1]"), ("", ".T"), ("[::2]", "[:1]"), ("[0]", "[-1]"))
    args = f"{name}{right}" if f in UNARY else f"{name}{right}, {g.one(name + left, '2', name + right)}"
    out = f"({name}{left}, None)" if f == "divmod" else f"{name}{left}"
    return call(g, f"np.{f} overlap", f"np.{f}({args}, out={out})", shows=name)


def s_reduce(g):
    f = g.one(FOLDING) if g.maybe(0.6) else g.one("add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "logical_xor", "bitwise_or", "fmax", "hypot")
    x = operand(g, kinds(g, f))
    value = result(g, x)
    if not isinstance(value, np.ndarray):
        value = np.zeros(2)
    text = keywords(g, [("axis", 0.7, lambda: g.axis(value, 0.2, 0.3))])
    before, shows = "", None
    if g.maybe(0.2):
        shown = result(g, f"np.{f}.reduce({x}{text})")
        before, shows = f"h = {new(g, np.shape(shown))}\n", "h"
        text += ", out=h"
    text += keywords(g, [
        ("keepdims", 0.25, lambda: g.one("True", "False", "1", "None")), ("dtype", 0.2, g.dtype), ("initial", 0.2, lambda: g.one(g.scalar(), g.number("i"), "None", "True")),
        ("where", 0.2, lambda: mask(g, value.shape)),
    ])
    return call(g, f"{f}.reduce", f"np.{f}.reduce({x}{text})", near=is_near(f), before=before, shows=None if is_near(f) else shows)


def s_accumulate(g):
    f = g.one(FOLDING)
    name, x = g.array(kinds(g, f))
    text = keywords(g, [("axis", 0.6, lambda: g.axis(x, 0.1)), ("dtype", 0.2, g.dtype)])
    before, shows = "", None
    if g.maybe(0.2):
        before, shows = f"h = {new(g, x.shape)}\n", "h"
        text += ", out=h"
    return call(g, f"{f}.accumulate", f"np.{f}.accumulate({name}{text})", near=is_near(f), before=before, shows=None if is_near(f) else shows)


def s_reduceat(g):
    f = g.one(FOLDING)
    name, x = g.array(kinds(g, f))
    axis = g.rng.randrange(x.ndim) if x.ndim else 0
    n = x.shape[axis] if x.ndim else 1
    indices = [g.rng.randint(0, max(n - 1, 0)) if not g.wild() else g.rng.randint(-2, n + 1) for _ in range(g.rng.randint(0, 4))]
    text = f", {axis}" if axis or g.maybe(0.3) else ""
    text += keywords(g, [("dtype", 0.2, g.dtype)])
    return call(g, f"{f}.reduceat", f"np.{f}.reduceat({name}, {indices}{text})", near=is_near(f))


def s_outer(g):
    f = g.one(BINARY)
    k = kinds(g, f)
    name, x = g.array(k, lambda x: x.size < 30)
    return call(g, f"{f}.outer", f"np.{f}.outer({name}, {operand(g, k)}{keywords(g, [('dtype', 0.2, g.dtype), ('order', 0.1, lambda: repr(g.one('C', 'F')))])})", near=is_near(f))


def s_at(g):
    f = g.one(UFUNCS)
    k = kinds(g, f)
    name, x = g.array(k)
    index = g.one(g.basic, g.fancy)(x) if g.maybe(0.5) else str([g.rng.randint(0, max((x.shape or (1,))[0] - 1, 0)) for _ in range(3)])
    second = "" if f in UNARY and not g.wild() else f", {operand(g, k, x)}" if g.maybe(0.4) else f", {g.number('i')}"
    if ":" in index and not index.startswith("("):
        index = f"np.s_[{index}]"
    text = f"np.{f}.at({name}, {index}{second})"
    if is_near(f):
        return call(g, f"{f}.at", f"({text}, {name})", near=True)
    return call(g, f"{f}.at", text, shows=name)


def s_attributes(g):
    f = g.one(UFUNCS + sorted(GENERAL))
    parts = ["nin", "nout", "nargs", "identity", "signature", "ntypes", "__name__", "__doc__.split('(')[0]", "__class__", "__qualname__"]
    return Statement("ufunc attribute", f"np.{f}.{g.one(parts)}") if g.maybe(0.8) else Statement("ufunc repr", f"repr(np.{f})")


def s_types(g):
    f = g.one(UFUNCS)
    return Statement("ufunc types", f"[t for t in np.{f}.types if not set(t) & set('gGOmMqQ')]")


def s_general(g):
    f = g.one(sorted(GENERAL))
    m, n, k = g.one(1, 2, 3), g.one(0, 1, 2, 3), g.one(1, 2, 3)
    stack = g.one((), (), (), (2,), (1,), (2, 1))
    left, right = {"matmul": ((*stack, m, n), (n, k)), "vecdot": ((*stack, n), (n,)), "matvec": ((*stack, m, n), (n,)), "vecmat": ((*stack, n), (n, k))}[f]
    if g.maybe(0.1):
        left, right = right, left

    def array(shape):
        size = int(np.prod(shape))
        return f"(np.arange({size}).reshape({shape}) {g.one('- 2', '* 1.5', '* 1j + 1', '> 1', '* 2')}).astype(np.{g.one(NUMERIC)})"
    a = array(left)
    if "1j" in a:
        a = a[:a.index(".astype")]
    b = f"np.arange({int(np.prod(right))}).reshape({right})" + g.one("", " * 0.5", " + 1")
    text = keywords(g, [("dtype", 0.2, g.dtype), ("keepdims", 0.05, lambda: "True"), ("axis", 0.15 if f == "vecdot" else 0.02, lambda: g.one("-1", "0")),
                        ("casting", 0.05, lambda: repr(g.one(CASTINGS))), ("order", 0.08, lambda: repr(g.one("C", "F"))),
                        ("axes", 0.1, lambda: g.one("[(-2, -1), (-2, -1), (-2, -1)]", "[(0, 1), (0, 1), (0, 1)]", "[-1, -1, ()]", "[(-2, -1), -1, -1]", "[0, 0]"))])
    return call(g, f"np.{f} general", f"np.{f}({a}, {b}{text})", near=True)


def s_errors(g):
    f = g.one(UFUNCS)
    name, x = g.array()
    return call(g, f"np.{f} wrong", g.one(f"np.{f}()", f"np.{f}({name})", f"np.{f}({name}, {name}, {name}, {name})", f"np.{f}({name}, foo=1)", f"np.{f}({name}, {name}, out=3)",
                                          f"np.{f}({name}, out=[{name}])", f"np.{f}({name}, dtype='nope')", f"np.{f}({name}, casting='nope')", f"np.{f}({name}, order='Q')",
                                          f"np.{f}({name}, out=({name},))", f"np.{f}({name}, out=({name}, {name}))", f"np.{f}({name}, out=())", f"np.{f}({name}, where=3.0)",
                                          f"np.{f}.reduce()", f"np.{f}.reduce({name}, axis=9)", f"np.{f}.reduce({name}, axis=(0, 0))", f"np.{f}.reduce({name}, axis='a')",
                                          f"np.{f}.reduce({name}, foo=1)", f"np.{f}.accumulate({name}, axis=(0,))", f"np.{f}.accumulate({name}, axis=7)", f"np.{f}.reduceat({name})",
                                          f"np.{f}.outer({name})", f"np.{f}.at({name}, 0)", f"np.{f}.at(3, 0, 1)", f"np.{f}.at({name}, 99, 1)", f"np.{f}.reduce({name}, 0, None, None, True, 5, True)",
                                          f"np.{f}({name}, {name}, dtype=int, signature='dd->d')", f"np.{f}({name}, {name}, axis=0)", f"np.{f}({name}, {name}, keepdims=True)",
                                          f"np.{f}({name}, extobj=[])", f"np.{f}.nope", f"np.{f}({name}, where=None)", f"np.{f}.reduce({name}, out=3)", f"np.{f}.reduce({name}, dtype='U3')",
                                          f"np.{f}({name}, {name}, {name}, out={name})", f"np.{f}.outer({name}, {name}, out=3)", f"np.{f}.accumulate({name}, 0, None, None, 3)",
                                          f"np.{f}.reduce(array={name})", f"np.{f}.accumulate(array={name})", f"np.{f}.reduce({name}, keepdims=1.5)"))


def s_errstate(g):
    f = g.one("divide", "multiply", "add", "floor_divide", "remainder", "power", "reciprocal", "log", "sqrt", "exp", "subtract", "divmod", "square")
    if g.maybe(0.3):
        left = g.one("np.float64(0)", "np.int8(100)", "np.float32(1e38)", "np.float16(6e4)", "np.int64(1)", "np.uint8(200)", "np.complex128(0)")
        expr = f"{left} {g.one('/', '*', '+', '//', '%', '**', '-')} {g.one('0', '100', 'np.int8(100)', 'np.float32(1e38)', '0.0', 'np.uint8(100)', 'np.float64(0)')}"
    else:
        expr = f"np.{f}({arguments(g, f)})"
    how = g.one("'ignore'", "'warn'", "'raise'")
    which = g.one("all", "all", "divide", "over", "under", "invalid")
    return call(g, f"errstate {which}", f"np.geterr()", before=f"with np.errstate({which}={how}):\n    approx({expr})\n")


KINDS = [(10, s_plain), (6, s_keywords), (8, s_out), (2, s_overlap), (8, s_reduce), (4, s_accumulate), (3, s_reduceat), (3, s_outer), (4, s_at), (1, s_attributes), (1, s_types),
         (3, s_general), (3, s_errors), (3, s_errstate)]
