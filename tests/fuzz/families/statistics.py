"""Statistics and numerical functions made of other functions."""

import numpy as np

from ..calls import call, keywords, mask, new, operand, result

METHODS = ("inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull linear median_unbiased normal_unbiased lower "
           "higher midpoint nearest").split()


def subject(g, kinds="biuf"):
    text = operand(g, kinds)
    value = result(g, text)
    return text, value if isinstance(value, np.ndarray) else np.asarray(0 if value is None else value)


def s_median(g):
    f = g.one("median", "nanmedian")
    x, value = subject(g, "biufc" if g.maybe(0.2) else "biuf")
    text = keywords(g, [("axis", 0.65, lambda: g.axis(value, 0.1, 0.25))])
    before, shows = "", None
    if g.maybe(0.12):
        before, shows = f"h = {new(g, np.shape(result(g, f'np.{f}({x}{text})')))}\n", "h"
        text += ", out=h"
    text += keywords(g, [("keepdims", 0.25, lambda: g.one("True", "False")), ("overwrite_input", 0.05, lambda: "False")])
    return call(g, f, f"np.{f}({x}{text})", before=before, shows=shows)


def s_quantile(g):
    f = g.one("quantile", "percentile", "nanquantile", "nanpercentile")
    x, value = subject(g, "biufc" if g.wild() else "biuf")
    q = g.one("0.5", "[0.25, 0.75]", "0", "1", "[0.0, 1.0]", "0.33", "np.float32(0.3)", "[[0.1, 0.2], [0.5, 0.9]]", "np.linspace(0, 1, 5)", "[]", "np.array(0.25)", "np.array([0.5], dtype=np.float16)", "1.5", "-0.1", "'a'", "True", "np.nan")
    if "percent" in f and not q.startswith("'"):
        q = g.one(f"np.multiply({q}, 100)", "50", "[25, 50, 75]", "33.3", "0", "100", "[2.5, 97.5]", "(10, 90)", "np.int8(50)", "101", "np.array([50])", "[50.0]", "np.float32(20)")
    text = keywords(g, [("axis", 0.65, lambda: g.axis(value, 0.1, 0.25))])
    before, shows = "", None
    if g.maybe(0.1):
        before, shows = f"h = {new(g, np.shape(result(g, f'np.{f}({x}, {q}{text})')), 'f')}\n", "h"
        text += ", out=h"
    text += keywords(g, [("keepdims", 0.25, lambda: g.one("True", "False")), ("method", 0.5, lambda: repr(g.one(METHODS) if g.maybe(0.95) else "nope"))])
    if g.maybe(0.12):
        shape = value.shape if "axis=None" in text or "axis" not in text or g.maybe(0.5) else value.shape[:1]
        text = text.split(", method")[0] + f", method='inverted_cdf', weights=(np.arange({int(np.prod(shape))}) {g.one('+ 1', '% 2', '* 0.5 + 1', '')}).reshape({shape})"
    return call(g, f, f"np.{f}({x}, {q}{text})", before=before, shows=shows)


def s_average(g):
    x, value = subject(g, "biufc")
    axis = keywords(g, [("axis", 0.6, lambda: g.axis(value, 0.1, 0.25))])
    shape = value.shape
    n = int(np.prod(shape))
    some = shape[0] if shape else 1
    w = g.one(f"(np.arange({n}) + 1).reshape({shape})", f"np.arange({some}) + 1.5", f"{list(range(1, some + 1))}", f"np.ones({shape}, np.float32)", f"np.zeros({shape})", "None", "3", f"np.ones({shape}) * 1j", f"[[1, 2]]")
    text = axis + keywords(g, [("weights", 0.6, lambda: w), ("returned", 0.3, lambda: g.one("True", "False")), ("keepdims", 0.2, lambda: g.one("True", "False"))])
    return call(g, "average", f"np.average({x}{text})")


def s_difference(g):
    f = g.one("diff", "diff", "ediff1d", "trapezoid", "gradient", "gradient")
    x, value = subject(g, "biufc")
    if f == "diff":
        text = keywords(g, [("n", 0.5, lambda: g.one("0", "1", "2", "3", "-1")), ("axis", 0.5, lambda: g.axis(value)), ("prepend", 0.25, lambda: g.one("0", "1.5", "[0]", x, "np.zeros((2, 1))")), ("append", 0.25, lambda: g.one("0", "1.5", "[0]", x, "[1, 2]"))])
    elif f == "ediff1d":
        text = keywords(g, [("to_begin", 0.4, lambda: g.one("0", "[1, 2]", "1.5", "np.int8(3)", "-99", "True", "300")), ("to_end", 0.4, lambda: g.one("9", "[[1, 2]]", "0.5", "[]", "1j"))])
    elif f == "trapezoid":
        n = value.shape[-1] if value.ndim else 1
        text = keywords(g, [("x", 0.35, lambda: g.one(f"np.arange({n}) ** 2", f"np.arange({value.size}).reshape({value.shape})", f"{list(range(n))}", "[1, 2]")), ("dx", 0.3, lambda: g.one("2", "0.5", "np.float32(0.1)", f"np.ones({max(n - 1, 0)})")), ("axis", 0.3, lambda: g.axis(value))])
    else:
        n = value.shape[0] if value.ndim else 1
        space = g.one("", "", ", 2", ", 0.5", f", np.arange({n}) ** 2.0", f", np.arange({n})", ", 1, 2", ", 2.0, 0.5", f", np.linspace(0, 1, {n}), 2", ", np.ones((2, 2))", ", np.float32(0.1)", ", [1, 2]")
        text = space + keywords(g, [("axis", 0.4, lambda: g.axis(value, 0.1, 0.4)), ("edge_order", 0.3, lambda: g.one("1", "2", "2", "3", "0"))])
    return call(g, f, f"np.{f}({x}{text})")


def s_cov(g):
    f = g.one("cov", "corrcoef")
    x, value = subject(g, "biufc")
    n = value.shape[-1] if value.ndim else 1
    text = keywords(g, [("y", 0.3, lambda: g.one(x, f"np.arange({n})", f"np.ones((2, {n}))")), ("rowvar", 0.3, lambda: g.one("True", "False", "0")), ("dtype", 0.12, lambda: g.dtype(["float32", "float64", "complex128", "float16", "int64"]))])
    if f == "cov":
        text += keywords(g, [("bias", 0.2, lambda: g.one("True", "False")), ("ddof", 0.3, lambda: g.one("0", "1", "2", "1.5", "9")), ("fweights", 0.2, lambda: g.one(f"np.arange({n}) + 1", f"np.ones({n})", "[1, 2]", "[-1, 2]", "[[1, 2]]")),
                             ("aweights", 0.2, lambda: g.one(f"np.arange({n}) * 0.5 + 1", "[1.5, 2]", "[-1.0, 2]"))])
    return call(g, f, f"np.{f}({x}{text})", near=True)


def s_clip(g):
    x, value = subject(g, "biufc")
    bounds = [g.one(g.number("i"), g.number("f"), g.scalar(), "None", operand(g, "biuf", value)) for _ in range(2)]
    form = g.one(f"np.clip({x}, {bounds[0]}, {bounds[1]}", f"np.clip({x}, min={bounds[0]}, max={bounds[1]}", f"np.clip({x}, a_min={bounds[0]}, a_max={bounds[1]}", f"({x}).clip({bounds[0]}, {bounds[1]}", f"({x}).clip(max={bounds[1]}",
                 f"np.clip({x}, {bounds[0]}, max={bounds[1]}", f"np.clip({x}, min={bounds[0]}", f"np.clip({x}", f"({x}).clip({bounds[0]}")
    before, shows, text = "", None, ""
    if g.maybe(0.2):
        before, shows = f"h = {new(g, value.shape)}\n", "h"
        text = ", out=h"
    text += keywords(g, [("dtype", 0.1, g.dtype), ("casting", 0.08, lambda: repr(g.one("no", "equiv", "safe", "same_kind"))), ("where", 0.08 if shows else 0, lambda: mask(g, value.shape)), ("order", 0.03, lambda: "'F'")])
    return call(g, "clip", f"{form}{text})", before=before, shows=shows)


def s_close(g):
    f = g.one("isclose", "allclose", "array_equal", "array_equiv")
    x, value = subject(g, "biufc")
    y = g.one(x, operand(g, "biufc", value), f"{x} + 1e-9", operand(g))
    text = keywords(g, [("equal_nan", 0.3, lambda: g.one("True", "False"))]) if f != "array_equiv" else ""
    if "close" in f:
        text += keywords(g, [("rtol", 0.25, lambda: g.one("0.1", "1", "0", "np.float32(0.5)", "[0.1]", "-1", "1j")), ("atol", 0.25, lambda: g.one("0.1", "5", "0", "np.int8(3)"))])
    return call(g, f, f"np.{f}({x}, {y}{text})")


def s_elements(g):
    f = g.one("nan_to_num", "angle", "unwrap", "sinc", "i0", "real_if_close", "round", "around", "fix", "isposinf", "isneginf", "iscomplex", "isreal", "iscomplexobj", "isrealobj", "real", "imag", "heaviside", "isscalar")
    x, value = subject(g, "biufc")
    text, near = "", f in ("angle", "unwrap", "sinc", "i0")
    if f == "nan_to_num":
        text = keywords(g, [("copy", 0.2, lambda: g.one("True", "False")), ("nan", 0.4, lambda: g.one("1", "-1.5", "np.inf", "[1, 2]", "1j")), ("posinf", 0.3, lambda: g.one("9", "1e10", "None")), ("neginf", 0.3, lambda: g.one("-9", "None"))])
    elif f == "angle":
        text = keywords(g, [("deg", 0.5, lambda: g.one("True", "False", "1"))])
    elif f == "unwrap":
        text = keywords(g, [("discont", 0.3, lambda: g.one("4", "1.0", "None")), ("axis", 0.3, lambda: g.axis(value)), ("period", 0.3, lambda: g.one("3", "2.5", "6", "10"))])
    elif f == "real_if_close":
        text = keywords(g, [("tol", 0.4, lambda: g.one("1", "1000", "0.5", "1e16", "0"))])
    elif f in ("round", "around"):
        text = keywords(g, [("decimals", 0.7, lambda: g.one("0", "1", "2", "-1", "-2", "5", "1.0", "True", "None", "20", "-20"))])
        if g.maybe(0.3) and f == "round":
            return call(g, "method round", f"({x}).round({text[2:]})")
    elif f == "heaviside":
        text = f", {g.number('f')}"
    before, shows = "", None
    if g.maybe(0.15) and f in ("round", "fix", "isposinf", "isneginf"):
        before, shows, text = f"h = {new(g, value.shape)}\n", "h", text + ", out=h"
    return call(g, f, f"np.{f}({x}{text})", near=near, before=before, shows=shows)


def s_interp(g):
    x = operand(g, "biuf")
    n = g.one(1, 2, 3, 4)
    xp = g.one(f"np.arange({n})", f"{sorted(g.rng.randint(-5, 9) for _ in range(n))}", f"np.linspace(0, 3, {n})", "[]", "[[1, 2]]", f"np.arange({n})[::-1]")
    fp = g.one(f"np.arange({n}) ** 2", f"{[g.rng.randint(-5, 9) for _ in range(n)]}", f"np.arange({n}) * 1.5 - 1", f"np.arange({n}) * 1j", "[1, 2]", f"np.full({n}, np.nan)", f"np.arange({n}) * 1e300")
    text = keywords(g, [("left", 0.25, lambda: g.one("-1", "0.5", "np.nan", "None", "2j")), ("right", 0.25, lambda: g.one("99", "None")), ("period", 0.25, lambda: g.one("2", "3.5", "-4", "0", "360"))])
    return call(g, "interp", f"np.interp({x}, {xp}, {fp}{text})")


def s_convolve(g):
    f = g.one("convolve", "correlate")
    a, b = (g.one(operand(g), g.nested((g.one(1, 2, 3, 5),), g.one("i", "f", "b", "u")), "[1, 2j]", "np.arange(4, dtype=np.int8)", "np.ones(3, np.float32)", "[]", "2") for _ in range(2))
    text = keywords(g, [("mode", 0.6, lambda: g.one("'full'", "'same'", "'valid'", "'f'", "0", "'nope'"))])
    return call(g, f, f"np.{f}({a}, {b}{text})", near=True)


def s_cross(g):
    shapes = [g.one((3,), (2, 3), (2,), (3, 2), (1, 3), (4,), (0, 3), (2, 1, 3)) for _ in range(2)]
    a, b = (f"np.arange({int(np.prod(s))}, dtype={g.dtype(['int64', 'float64', 'int8', 'float32', 'complex128', 'uint8'])}).reshape({s}){g.one('', ' + 1', ' * 2')}" for s in shapes)
    text = keywords(g, [("axis", 0.15, lambda: g.one("0", "-1", "1")), ("axisa", 0.1, lambda: g.one("0", "-1")), ("axisb", 0.1, lambda: g.one("0", "-1")), ("axisc", 0.1, lambda: g.one("0", "-1"))])
    return call(g, "cross", f"np.cross({a}, {b}{text})")


KINDS = [(4, s_median), (6, s_quantile), (4, s_average), (6, s_difference), (4, s_cov), (5, s_clip), (4, s_close), (8, s_elements), (4, s_interp), (3, s_convolve), (2, s_cross)]
