"""Reductions: sums to counts, their nan-aware kin, running sums, as functions and as methods."""

import numpy as np

from ..calls import call, keywords, mask, new, operand, result

FOLDS = "sum prod min max amin amax any all mean std var ptp nansum nanprod nanmin nanmax nanmean nanstd nanvar".split()
ARGS = "argmin argmax nanargmin nanargmax".split()
SCANS = "cumsum cumprod nancumsum nancumprod".split()
METHODS = "sum prod min max any all mean std var argmin argmax cumsum cumprod".split()
DTYPED = "sum prod mean std var nansum nanprod nanmean nanstd nanvar".split()
STARTED = "sum prod min max amin amax nansum nanprod nanmin nanmax".split()
MASKED = [f for f in FOLDS if f != "ptp"]
SPREADS = "std var nanstd nanvar".split()


def subject(g, f):
    """An array, its expression and its value now."""
    if g.maybe(0.12):
        shape = g.one((0,), (0, 3), (3, 0), (2, 0, 3), (1, 0))
        text = f"np.zeros({shape}, {g.dtype()})"
    elif g.maybe(0.15) and "nan" in f:
        shape = g.shape(most=12)
        n = int(np.prod(shape))
        text = f"np.array([{', '.join(g.one('np.nan', 'np.nan', '1.0', '-2.5', '3.25', 'np.inf') for _ in range(n))}]).reshape({shape})"
        if g.maybe(0.3):
            text += f".astype(np.{g.one('float32', 'float16', 'complex64', 'complex128')})"
    elif g.maybe(0.1):
        n = g.one(9, 100, 130, 300, 1000)
        text = f"(np.arange({n}) * 0.1).reshape({g.one((n,), (-1, 1), (1, -1), (-1, n // 2 if n % 2 == 0 else n))}){g.one('', '.T', '[::-1]', '.astype(np.float32)', '.astype(np.float16)', '[::2]')}"
    else:
        text = operand(g)
    value = result(g, text)
    return text, value if isinstance(value, np.ndarray) else np.asarray(0 if value is None else value)


def s_fold(g):
    f = g.one(FOLDS)
    x, value = subject(g, f)
    name = f.replace("amin", "min").replace("amax", "max")
    text = keywords(g, [("axis", 0.65, lambda: g.axis(value, 0.1, 0.25))])
    before, shows = "", None
    if g.maybe(0.15):
        shown = result(g, f"np.{f}({x}{text})")
        before, shows = f"h = {new(g, np.shape(shown))}\n", "h"
        text += ", out=h"
    text += keywords(g, [
        ("keepdims", 0.2, lambda: g.one("True", "False", "1")), ("dtype", 0.2 if name in DTYPED else 0.01, g.dtype),
        ("initial", 0.12 if name in STARTED else 0.01, lambda: g.one(g.scalar(), g.number("i"), "None", "True", "1.5")),
        ("where", 0.12 if f in MASKED else 0.01, lambda: mask(g, value.shape)),
        ("ddof", 0.25 if f in SPREADS else 0.01, lambda: g.one("1", "0", "2", "1.5", "100", "-1")),
        ("correction", 0.08 if f in SPREADS else 0, lambda: g.one("1", "0", "2")),
        ("mean", 0.08 if f in SPREADS else 0, lambda: g.one("0.0", f"np.mean({x}, keepdims=True)", "np.zeros(1)", "1")),
    ])
    near = f in SPREADS
    if f in METHODS and g.maybe(0.4):
        return call(g, f"method {f}", f"({x}).{f}({text[2:]})", near=near, before=before, shows=shows if not near else None)
    return call(g, f, f"np.{f}({x}{text})", near=near, before=before, shows=shows if not near else None)


def s_arg(g):
    f = g.one(ARGS)
    x, value = subject(g, f)
    text = keywords(g, [("axis", 0.65, lambda: g.axis(value, 0.1, 0.03))])
    before, shows = "", None
    if g.maybe(0.15):
        shown = result(g, f"np.{f}({x}{text})")
        before, shows = f"h = {new(g, np.shape(shown), 'i')}\n", "h"
        text += ", out=h"
    text += keywords(g, [("keepdims", 0.25, lambda: g.one("True", "False"))])
    if f in METHODS and g.maybe(0.4):
        return call(g, f"method {f}", f"({x}).{f}({text[2:]})", before=before, shows=shows)
    return call(g, f, f"np.{f}({x}{text})", before=before, shows=shows)


def s_scan(g):
    f = g.one(SCANS)
    x, value = subject(g, f)
    text = keywords(g, [("axis", 0.65, lambda: g.axis(value, 0.1, 0.03)), ("dtype", 0.2, g.dtype)])
    before, shows = "", None
    if g.maybe(0.15):
        shown = result(g, f"np.{f}({x}{text})")
        before, shows = f"h = {new(g, np.shape(shown))}\n", "h"
        text += ", out=h"
    if f in METHODS and g.maybe(0.4):
        return call(g, f"method {f}", f"({x}).{f}({text[2:]})", before=before, shows=shows)
    return call(g, f, f"np.{f}({x}{text})", before=before, shows=shows)


def s_cumulative(g):
    f = g.one("cumulative_sum", "cumulative_prod")
    x, value = subject(g, f)
    text = keywords(g, [("axis", 0.8, lambda: g.axis(value)), ("dtype", 0.2, g.dtype), ("include_initial", 0.4, lambda: g.one("True", "False"))])
    before, shows = "", None
    if g.maybe(0.15):
        shown = result(g, f"np.{f}({x}{text})")
        before, shows = f"h = {new(g, np.shape(shown))}\n", "h"
        text += ", out=h"
    return call(g, f, f"np.{f}({x}{text})", before=before, shows=shows)


def s_count(g):
    x, value = subject(g, "count")
    text = keywords(g, [("axis", 0.6, lambda: g.axis(value, 0.1, 0.25)), ("keepdims", 0.25, lambda: g.one("True", "False"))])
    return call(g, "count_nonzero", f"np.count_nonzero({x}{text})")


def s_wrong(g):
    f = g.one(FOLDS + ARGS + SCANS + ["count_nonzero"])
    name, x = g.array()
    call_ = g.one(f"np.{f}()", f"np.{f}({name}, axis=9)", f"np.{f}({name}, axis=(0, 0))", f"np.{f}({name}, axis='a')", f"np.{f}({name}, foo=1)", f"np.{f}({name}, axis=1.0)", f"np.{f}({name}, axis=[0])",
                  f"np.{f}({name}, out=3)", f"np.{f}({name}, dtype='nope')", f"np.{f}({name}, dtype='U3')", f"np.{f}({name}, 0, None, None, None, None, None, None, 1)", f"np.{f}('abc')", f"np.{f}(['a', 'b'])",
                  f"np.{f}(None)", f"np.{f}([[1, 2], [3]])", f"np.{f}({name}, axis=-9)", f"np.{f}({name}, axis=(0, 5))", f"np.{f}({name}, axis=())", f"np.{f}({name}, where=3)",
                  f"np.{f}({name}, where=[[True], [False]])", f"{name}.{f}(foo=1)", f"{name}.{f}(axis=9)", f"{name}.{f}(0, 0)", f"{name}.{f}(axis='a')", f"np.{f}({name}, keepdims='x')",
                  f"np.{f}(i for i in range(3))", f"np.{f}({{1, 2}})", f"np.{f}(range(4))", f"np.{f}([])", f"np.{f}(3)", f"np.{f}(np.float32(2.5))", f"np.{f}((1, 2.5))", f"np.{f}([True, False])",
                  f"np.{f}(x={name})", f"np.{f}(a={name})", f"np.{f}({name}, 0)", f"np.{f}({name}, None)", f"np.{f}({name}, axis=True)", f"np.{f}({name}, axis=np.int64(0))", f"np.{f}({name}, axis=np.array(0))")
    return call(g, f"{f} wrong", call_)


KINDS = [(12, s_fold), (4, s_arg), (4, s_scan), (2, s_cumulative), (1, s_count), (4, s_wrong)]
