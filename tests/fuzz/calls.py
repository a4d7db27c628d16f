"""What the families of functions share: calls with keywords, whose warnings are part of what they print."""

import numpy as np

from .create import COMPLEX, FLOATS, INTS, NUMERIC, Statement

WARNED = """import warnings
err = []
with warnings.catch_warnings(record=True) as err:
    warnings.simplefilter("always")
    val = {call}
{show}(val)
print("warned", list(dict.fromkeys((w.category.__name__, str(w.message)) for w in err)))"""


def call(g, tag, expr, near=False, shows=None, before=""):
    """A call as a statement, most with what it warns of, some bound to a name."""
    if shows is None and not before and g.maybe(0.2):
        return g.assign(tag, expr, near=near)
    text = WARNED.format(call=expr, show="approx" if near else "show")
    return Statement(tag, "", before=before + text, shows=shows)


def cast(g, name, x, among):
    """The array as another dtype, where its values survive that."""
    if x.dtype.kind == "c":
        among = [d for d in among if d in COMPLEX] or COMPLEX
    if x.dtype.kind == "f" and not (x.size and np.isfinite(x).all() and (np.abs(x) < 100).all() and (x >= 0).all()):
        among = [d for d in among if d in FLOATS + COMPLEX] or FLOATS
    return f"{name}.astype(np.{g.one(among)})"


def operand(g, kinds="biufc", x=None):
    """An array, a view or copy of one, a number, a list: something to compute with (beside `x`, if given)."""
    among = [d for d in NUMERIC if np.dtype(d).kind in kinds]
    if g.maybe(0.02):
        return g.one("'a'", "None", "['a', 'b']", "np.array(['x', 'yy'])", "np.array([b'x'])", "{}", "10 ** 30")
    if x is not None and g.maybe(0.3):
        return g.scalar() if g.wild() else scalar(g, kinds)
    if g.maybe(0.1):
        return g.nested(g.shape(most=6), g.one([k for k in kinds if k in "biufc"]))
    name, y = g.array(kinds, (lambda y: True) if x is None else (lambda y: g.fits(x, y)))
    if g.maybe(0.35):
        name = cast(g, name, y, among)
    if g.maybe(0.25):
        name = g.one(f"{name}[::-1]", f"{name}.T", f"{name}[{g.basic(y)}]", f"{name}[...]", f"{name}[1:]", f"{name}[None]", f"{name}[:, ::2]", f"np.asfortranarray({name})")
    return name


def scalar(g, kinds):
    """A Python number or a NumPy scalar of one of these kinds."""
    kind = g.one([k for k in kinds if k in "biufc"])
    value = g.number(kind)
    if g.maybe(0.6):
        return value
    if kind in "iu" and abs(int(value)) > 100:
        value = "5"
    pool = {"i": INTS[:4], "u": INTS[4:], "f": FLOATS, "c": COMPLEX, "b": ["bool"]}[kind]
    if kind == "u" or not value.startswith("-"):
        return f"np.{g.one(pool)}({value})"
    return f"np.{g.one([p for p in pool if not p.startswith('u')])}({value})"


def new(g, shape, kinds="biufc"):
    """A new array of a shape to write to: of any dtype, order and step."""
    dtype = g.dtype([d for d in NUMERIC if np.dtype(d).kind in kinds])
    if g.wild():
        shape = g.one((2,), (), (1, *shape), (*shape, 1))
    text = f"np.{g.one('zeros', 'ones')}({shape}, {dtype}{g.one('', '', ', order=%r' % 'F')})"
    return text


def keywords(g, offers):
    """`, key=value` for some of the offers: (key, probability, draw)."""
    text = ""
    for key, p, draw in offers:
        if g.maybe(p):
            text += f", {key}={draw()}"
    return text


def result(g, expr):
    """What an expression gives now, if it is an array or a scalar."""
    try:
        with np.errstate(all="ignore"):
            value = eval(expr, dict(g.env))
    except Exception:
        return None
    return value


def mask(g, shape):
    """Something for `where=` that broadcasts to the shape, mostly."""
    if g.maybe(0.15):
        return g.one("True", "False", "np.True_", "[True, False]", "1", "np.array(True)", "None")
    if g.wild() or not shape:
        return g.one("[True, False, True]", "np.array([1, 0])", "np.ones((2, 1), bool)")
    shape = shape if g.maybe(0.6) else shape[-1:] if g.maybe(0.5) else tuple(g.one(n, 1) for n in shape)
    n = int(np.prod(shape))
    return f"np.arange({n}).reshape({shape}) % {g.one(2, 3)} == {g.one(0, 1)}"
