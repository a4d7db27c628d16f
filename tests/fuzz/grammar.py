"""The grammar of the random programs.

A statement is drawn while the program runs, so the arrays it names are there to look at: most statements fit the shapes
and dtypes they meet, and about one in ten is drawn without looking, so that some must fail.
"""

import re

import numpy as np

from . import families, python
from .create import FLOATS, NAMES, NUMERIC, SCRATCH, Creation, Statement  # noqa: F401

FAMILIES = families.kinds()


class Grammar(Creation):
    """Draws the statements of one program."""

    def __init__(self, seed, names, only=None):
        super().__init__(seed, names)
        self.only = only

    # -- the program

    def statements(self):
        made = 0
        for _ in range(self.rng.choice([1, 1, 2, 3])):
            yield self.assign("create", self.one(self.c_array, self.c_arange, self.c_fill)(""))
        wanted = self.rng.randint(3, 10)
        for _ in range(wanted * 60):
            if made >= wanted:
                break
            statement = self.statement()
            if statement is None or (self.only and self.only not in statement.tag and self.rng.random() > 0.05):
                continue
            if not statement.parses():
                continue
            made += 1
            yield statement

    def statement(self):
        kinds = [
            (6, lambda: self.assign("create", self.create())), (14, self.s_view), (10, self.s_set), (8, self.s_augmented),
            (12, self.s_binary), (8, self.s_ufunc), (5, self.s_ufunc_full), (3, self.s_ufunc_method), (12, self.s_reduce),
            (8, self.s_sort), (10, self.s_join), (10, self.s_index), (8, self.s_print), (8, self.s_method),
            (4, self.s_linalg), (3, self.s_transcendental), (8, self.s_scalar), (5, self.s_dtype),
            (5, self.s_function), (10, self.s_python), (2, self.s_errstate),
        ]
        try:
            if FAMILIES and self.maybe(0.5):
                return self.weighted(FAMILIES)(self)
            return self.weighted(kinds)()
        except (IndexError, ValueError, TypeError, ZeroDivisionError):
            return None  # there is no array of the sort that this statement needs

    # -- indexes

    def part(self, n):
        r = self.rng
        if self.maybe(0.45) or n == 0:
            bounds = [self.one("", "", str(r.randint(-n - 1, n + 1))) for _ in range(2)]
            step = self.one("", "", "", ":2", ":-1", ":-2", ":3")
            return ":".join(bounds) + step
        return str(r.randint(-n, n - 1) if not self.wild() else r.randint(-n - 2, n + 2))

    def basic(self, x):
        """A basic index of the array, as source."""
        parts = [self.part(n) for n in x.shape[:self.rng.randint(0 if x.ndim == 0 else 1, x.ndim)]]
        if self.maybe(0.15):
            parts.insert(self.rng.randint(0, len(parts)), "None")
        if self.maybe(0.12):
            parts.insert(self.rng.randint(0, len(parts)), "...")
        if self.wild():
            parts.append(self.one("0", "...", "1.0", ":", "'x'"))
        return ", ".join(parts) or self.one("...", "()")

    def fancy(self, x):
        """An index with arrays of integers or of truth values."""
        how = self.rng.random()
        if how < 0.3:
            return self.mask(x)
        parts = []
        count = self.rng.randint(1, max(x.ndim, 1))
        n_index = self.rng.randint(1, 3)
        for n in x.shape[:count]:
            if self.maybe(0.6) or not parts and count == 1:
                low, high = (-n, n - 1) if n and not self.wild() else (-n - 1, n)
                length = n_index if self.maybe(0.9) else self.rng.randint(0, 4)
                parts.append(self.one(str([self.rng.randint(low, high) for _ in range(length)]),
                                      f"np.array({[self.rng.randint(low, high) for _ in range(length)]})",
                                      str([[self.rng.randint(low, high)] for _ in range(length)]),
                                      str([self.rng.random() < 0.5 for _ in range(n)])))
            else:
                parts.append(self.part(n))
        if self.maybe(0.1):
            parts.insert(self.rng.randint(0, len(parts)), self.one("None", "..."))
        return ", ".join(parts) or "..."

    def mask(self, x):
        fits = [n for n in self.arrays() if self.env[n].shape == x.shape and self.env[n].dtype.kind in "biuf"]
        if fits:
            return f"{self.one(fits)} {self.one('>', '<', '==', '!=', '<=')} {self.number('i')}"
        return str([self.rng.random() < 0.5 for _ in range(x.shape[0] if x.ndim and not self.wild() else 2)])

    # -- views

    def view(self, name, x):
        r = self.rng
        forms = [lambda: f"{name}[{self.basic(x)}]"] * 6 + [lambda: f"{name}.T", lambda: self.reshaped(name, x), lambda: self.reshaped(name, x),
                 lambda: f"{name}.ravel({self.one('', '', repr('F'), repr('K'), repr('A'))})", lambda: f"{name}.flatten({self.one('', repr('F'))})",
                 lambda: f"{name}.transpose({', '.join(map(str, r.sample(range(x.ndim), x.ndim)))})", lambda: f"np.swapaxes({name}, {self.axis(x)}, {self.axis(x)})",
                 lambda: f"np.moveaxis({name}, {self.axis(x)}, {self.axis(x)})", lambda: f"np.rollaxis({name}, {self.axis(x)})",
                 lambda: f"np.squeeze({name}{self.one('', ', axis=' + self.axis(x))})", lambda: f"np.expand_dims({name}, {r.randint(-x.ndim - 1, x.ndim)})",
                 lambda: f"np.broadcast_to({name}, {self.one((), (2,), (2, 3)) + x.shape})", lambda: f"np.broadcast_to({name}, {self.shape()})",
                 lambda: f"{name}.diagonal({self.one('', '1', '-1', '0, 1, 0')})", lambda: f"{name}.{self.one('real', 'imag', 'flat[:3]', 'mT')}",
                 lambda: f"{name}.view({self.dtype()})", lambda: f"np.flip({name}{self.one('', ', ' + self.axis(x, 0, 0.3))})",
                 lambda: f"np.rot90({name}, {r.randint(-2, 3)})", lambda: f"np.{self.one('fliplr', 'flipud', 'atleast_1d', 'atleast_2d', 'atleast_3d')}({name})",
                 lambda: f"np.array_split({name}, {r.randint(1, 4)}, axis={self.axis(x)})", lambda: f"np.split({name}, {self.one('2', '3', '[1]', '[1, 2]')}, axis={self.axis(x)})",
                 lambda: f"np.{self.one('hsplit', 'vsplit', 'dsplit')}({name}, {self.one('1', '2', '[1]')})",
                 lambda: f"sliding_window_view({name}, {r.randint(1, 3)}, axis={self.axis(x)})", lambda: f"np.broadcast_arrays({name}, {self.one(self.arrays())})",
                 lambda: self.strided(name, x), lambda: f"np.unstack({name}, axis={self.axis(x)})", lambda: f"np.permute_dims({name})"]
        return self.one(forms)()

    def reshaped(self, name, x):
        order = self.one("", "", "", ', order="F"', ', order="A"', ", copy=False", ", copy=True")
        shapes = [s for s in ((-1,), (x.size,), (1, -1), (-1, 1), (2, -1), (-1, 2), (3, -1), (2, 3), x.shape[::-1], (-1, 2, 2), (x.size, 1, 1))
                  if self.wild() or not s.count(-1) and np.prod(s) == x.size or s.count(-1) and x.size and x.size % abs(int(np.prod(s))) == 0]
        shape = self.one(shapes)
        return f"{name}.reshape({shape}{order})" if order or self.maybe(0.5) else f"{name}.reshape({', '.join(map(str, shape))})"

    def strided(self, name, x):
        if not x.flags.c_contiguous or x.size < 4 or x.base is not None:
            raise ValueError
        step = x.itemsize
        return self.one(f"as_strided({name}, ({x.size - 1}, 2), ({step}, {step}))", f"as_strided({name}, (2, 2), (0, {step}))", f"as_strided({name}, ({x.size // 2},), ({2 * step},), writeable=False)")

    def s_view(self):
        name, x = self.array("biufcUSV")
        return self.assign("view", self.view(name, x))

    def operand(self, kinds="biufc", test=lambda x: True):
        name, x = self.array(kinds, test)
        if self.maybe(0.3):
            return self.one(f"{name}[::-1]", f"{name}.T", f"{name}[{self.basic(x)}]", f"{name}[...]", f"{name}[1:]", f"{name}[None]")
        return name

    def partner(self, x, kinds="biufc"):
        """Something that broadcasts with the array."""
        if self.maybe(0.4):
            return self.scalar()
        return self.operand(kinds, lambda y: self.fits(x, y))

    @staticmethod
    def fits(x, y):
        return all(m == n or m == 1 or n == 1 for m, n in zip(x.shape[::-1], y.shape[::-1]))

    # -- writing

    def s_set(self):
        name, x = self.array("biufcU")
        index = self.weighted([(5, self.basic), (4, self.fancy)])(x)
        kind = x.dtype.kind if self.maybe(0.8) else self.one("i", "f", "c", "U")
        value = self.weighted([(4, lambda: self.number(kind)), (2, lambda: self.nested((self.rng.randint(1, 3),), kind)), (3, lambda: self.operand(x.dtype.kind)), (2, lambda: f"{name}[{index}][::-1]")])()
        if x.dtype.kind in "iu" and re.search(r"nan|inf|1e10", value):
            value = "3"
        return Statement("set", "", before=f"{name}[{index}] = {value}", shows=self.seen(name))

    def seen(self, name):
        """The array and those that look into it."""
        near = [n for n in self.arrays() if n != name and np.may_share_memory(self.env[n], self.env[name])]
        return " ".join([name] + near[:2])

    def s_augmented(self):
        op = self.one("+", "+", "-", "*", "*", "/", "//", "%", "&", "|", "^", "<<")
        if self.maybe(0.15):
            op = "**"
        name, x = self.array("biu" if op in "&|^<<" else "biufc")
        if self.maybe(0.3) and x.ndim:
            left, right = self.one(("[1:]", "[:-1]"), ("[:-1]", "[1:]"), ("[::-1]", ""), ("", "[::-1]"), ("[...]", ".T"), ("[0]", "[-1]"), ("[::2]", "[:1]"), ("[[0, 0]]", "[0]"))
            return Statement("augmented", "", before=f"{name}{left} {op}= {name}{right}", shows=self.seen(name))
        if op == "**":
            right = self.one("2", "3", "0", "1", "0.5", "2.0", "-1")
        else:
            right = self.one(str(self.rng.randint(0, 3)), self.partner(x)) if op == "<<" else self.partner(x)
        left = name if self.maybe(0.6) else f"{name}[{self.one(self.basic, self.fancy)(x)}]"
        return Statement("augmented", "", before=f"{left} {op}= {right}", shows=self.seen(name))

    # -- arithmetic

    def s_binary(self):
        op = self.one("+", "+", "-", "-", "*", "*", "/", "//", "%", "&", "|", "^", "<", "<=", "==", "!=", ">", ">=")
        name, x = self.array("biu" if op in "&|^" and self.maybe(0.9) else "biufcU" if op in ("==", "<", "+") else "biufc")
        left, right = (name, self.partner(x, "biu" if op in "&|^" else "biufc"))
        if self.maybe(0.3):
            left, right = right, left
        if op == "**":
            right = self.one("2", "3", "0", "0.5", "np.int8(2)")
        if self.maybe(0.08):
            return self.assign("unary", f"{self.one('-', '~', '+', 'abs')}({name})")
        if self.maybe(0.05):
            return self.assign("power", f"{name} ** {self.one('2', '3', '0', '1', '2.0', 'np.int8(2)', '-1')}")
        if self.maybe(0.05):
            return self.assign("divmod", f"divmod({left}, {right})")
        if self.maybe(0.05):
            return self.assign("shift", f"{name} {self.one('<<', '>>')} {self.rng.randint(0, 9)}")
        if self.maybe(0.15):
            return self.assign("chain", f"({left} {self.one('+', '-', '*')} {right}) {op} {self.scalar()}")
        return self.assign(f"binary {op}", f"{left} {op} {right}")

    UNARY = ("negative positive absolute sign square reciprocal floor ceil trunc rint conjugate isnan isfinite isinf logical_not invert sqrt "
             "signbit spacing fabs bitwise_count real imag isreal iscomplex nan_to_num fix isposinf isneginf angle round").split()
    BINARY = ("add subtract multiply divide true_divide floor_divide remainder mod fmod maximum minimum fmax fmin greater less equal "
              "not_equal less_equal greater_equal logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor left_shift right_shift "
              "copysign nextafter gcd lcm heaviside divmod ldexp isclose power float_power").split()
    NEAR1 = ("exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh cbrt sinc "
             "deg2rad rad2deg degrees radians angle i0").split()
    NEAR2 = "arctan2 hypot logaddexp logaddexp2 power float_power".split()

    def s_ufunc(self):
        if self.maybe(0.55):
            f = self.one(self.UNARY)
            return self.assign(f"np.{f}", f"np.{f}({self.operand('biu' if f in ('invert', 'bitwise_count') else 'biufc')})", near=f in ("angle", "sqrt"))
        f = self.one(self.BINARY)
        name, x = self.array("biu" if f in ("gcd", "lcm") or "shift" in f or "bitwise" in f else "biuf" if f in ("fmod", "copysign", "nextafter", "heaviside", "divmod", "ldexp") else "biufc")
        return self.assign(f"np.{f}", f"np.{f}({name}, {self.partner(x)})", near="power" in f)

    def s_ufunc_full(self):
        f = self.one("add", "subtract", "multiply", "divide", "floor_divide", "maximum", "less", "logical_and", "negative", "sqrt", "bitwise_or", "isfinite", "square", "equal")
        name, x = self.array()
        args = name if f in ("negative", "sqrt", "isfinite", "square") else f"{name}, {self.partner(x)}"
        extra = []
        shows = None
        if self.maybe(0.6):
            out = self.one(self.arrays(lambda y: y.shape == x.shape))
            extra.append(f"out={out}")
            shows = out
        if self.maybe(0.4) and extra:
            extra.append(f"where={self.one('True', 'False', self.mask(x))}")
        if self.maybe(0.4):
            extra.append(f"dtype={self.dtype()}")
        if self.maybe(0.25):
            extra.append(f'casting="{self.one("no", "equiv", "safe", "same_kind", "unsafe")}"')
        if self.maybe(0.1):
            extra.append('order="F"')
        if shows and x.dtype.kind in "fc" and "unsafe" in str(extra):
            return None
        return Statement(f"ufunc np.{f}", f"np.{f}({', '.join([args] + extra)})", shows=shows)

    def s_ufunc_method(self):
        f = self.one("add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "subtract", "bitwise_xor", "less")
        name, x = self.array("biu" if "bit" in f else "biufc", lambda x: x.ndim > 0)
        how = self.one("reduce", "accumulate", "outer", "reduceat", "at")
        axis = self.one("", f", axis={self.axis(x, 0.2)}")
        if how == "reduce":
            return self.assign("ufunc.reduce", f"np.{f}.reduce({name}{axis}{self.one('', '', ', keepdims=True', ', initial=3', ', dtype=' + self.dtype())})")
        if how == "accumulate":
            return self.assign("ufunc.accumulate", f"np.{f}.accumulate({name}{axis})")
        if how == "outer":
            return self.assign("ufunc.outer", f"np.{f}.outer({name}, {self.one(self.scalar(), self.operand())})") if x.size < 30 else None
        if how == "reduceat":
            n = x.shape[0]
            return self.assign("ufunc.reduceat", f"np.{f}.reduceat({name}, {[self.rng.randint(0, max(n - 1, 0)) for _ in range(self.rng.randint(1, 3))]})")
        return Statement("ufunc.at", "", before=f"np.{f}.at({name}, {[self.rng.randint(0, max(x.shape[0] - 1, 0)) for _ in range(3)]}, {self.number('b' if x.dtype.kind == 'b' else 'i')})", shows=name)

    def s_reduce(self):
        f = self.one("sum sum prod mean std var min max argmin argmax any all ptp median cumsum cumprod diff count_nonzero nansum nanmean nanmax nanmin nanstd nanmedian "
                     "nanprod nanargmax nancumsum average percentile quantile nonzero trace gradient ediff1d bincount cov".split())
        kinds = "biuf" if f in ("percentile", "quantile", "median", "gradient", "nanmedian", "cov") else "iu" if f == "bincount" else "biufc"
        name, x = self.array(kinds)
        arg = self.operand(kinds, lambda y: y is x) if self.maybe(0.2) else name
        if f in ("ediff1d", "nonzero", "trace", "bincount"):
            return self.assign(f, f"np.{f}({arg})")
        if f == "cov":
            return self.assign(f, f"np.cov({arg})", near=True)
        if f == "gradient":
            return self.assign(f, f"np.gradient({arg}{self.one('', ', ' + self.number('u'), ', axis=' + self.axis(x))})")
        if f == "diff":
            return self.assign(f, f"np.diff({arg}, n={self.one(0, 1, 2)}, axis={self.axis(x)}{self.one('', '', ', prepend=0', ', append=[0]')})")
        axis = f"axis={self.axis(x, 0.1, 0.3 if f not in ('cumsum', 'cumprod', 'argmax', 'argmin', 'nancumsum', 'nanargmax') else 0)}"
        args = [arg] + ([self.one("50", "25", "[25, 50.0]", "0", "100")] if f == "percentile" else [self.one("0.5", "[0.1, 0.9]", "0.33")] if f == "quantile" else [])
        args += [axis] if self.maybe(0.7) else []
        if self.maybe(0.25) and f not in ("cumsum", "cumprod", "nancumsum"):
            args.append("keepdims=True")
        if self.maybe(0.15) and f in ("sum", "prod", "mean", "cumsum", "std", "nansum", "cumprod"):
            args.append(f"dtype={self.dtype()}" if x.dtype.kind != "c" else "dtype=complex")
        if self.maybe(0.12) and f in ("sum", "prod", "min", "max"):
            args.append(f"initial={self.number('i')}")
        if self.maybe(0.12) and f in ("sum", "prod", "mean", "any", "all", "max"):
            args.append(f"where={self.mask(x)}")
        if self.maybe(0.15) and f in ("std", "var"):
            args.append("ddof=1")
        if self.maybe(0.2) and f in ("percentile", "quantile"):
            args.append(f'method="{self.one("lower", "higher", "nearest", "midpoint", "hazen", "weibull")}"')
        if self.maybe(0.3) and f == "average":
            args.append(f"weights={self.one(name, '[1, 2]', '[1, 2, 3]')}")
        if self.maybe(0.4) and f in ("sum prod mean std var min max argmin argmax any all cumsum cumprod ptp").split():
            return self.assign(f"method {f}", f"{arg}.{f}({', '.join(args[1:])})")
        return self.assign(f, f"np.{f}({', '.join(args)})")

    # -- order, joining

    def s_sort(self):
        f = self.one("sort sort argsort unique unique searchsorted lexsort partition isin union1d intersect1d setdiff1d setxor1d digitize histogram flatnonzero argwhere "
                     "bincount msort sort_method".split())
        name, x = self.array("biufcU" if f in ("sort", "unique", "argsort") else "biuf")
        axis = self.one("", f", axis={self.axis(x, 0.2)}")
        other = self.one(self.nested((self.rng.randint(0, 4),), x.dtype.kind), self.operand(x.dtype.kind))
        forms = {
            "sort": f"np.sort({name}{axis})", "argsort": f'np.argsort({name}{axis}, kind="stable")', "partition": f"np.partition({name}, 0)[..., 0]",
            "unique": f"np.unique({name}{self.one('', '', ', return_index=True', ', return_counts=True', ', return_inverse=True', ', axis=0', ', axis=-1, return_counts=True', ', equal_nan=False')})",
            "searchsorted": f"np.searchsorted(np.sort({name}, axis=None), {self.one(other, self.number('f'), self.number('i'))}{self.one('', ', side=%r' % 'right')})",
            "lexsort": f"np.lexsort(({name}, {name}))", "digitize": f"np.digitize({name}, {self.one('[0, 1, 2]', '[2.5, 0]', '[0, 5, 10]')}{self.one('', ', right=True')})",
            "histogram": f"np.histogram({name}, bins={self.one('3', '[0, 1, 5]', '4, range=(0, 4)', '2, density=True')})", "flatnonzero": f"np.flatnonzero({name})",
            "argwhere": f"np.argwhere({name})", "bincount": f"np.bincount({name}.ravel(), minlength={self.rng.randint(0, 9)})", "msort": f"np.sort_complex({name})",
        }
        if f == "sort_method":
            return Statement("sort method", "", before=f"{name}.sort({axis[2:]})", shows=self.seen(name))
        if f == "histogram" and x.dtype.kind == "f" and not np.isfinite(x).all():
            return None
        if f == "bincount" and x.size and x.max() > 500:
            return None
        return self.assign(f, forms.get(f) or f"np.{f}({name}, {other}{self.one('', ', invert=True') if f == 'isin' else ''})")

    def s_join(self):
        f = self.one("concatenate concatenate stack hstack vstack dstack column_stack block append insert delete tile repeat roll pad resize where where clip take "
                     "trim_zeros array_equal select choose allclose copyto".split())
        name, x = self.array("biufcU" if f in ("concatenate", "where", "tile", "repeat") else "biufc")
        mates = [n for n in self.arrays() if self.env[n].ndim == x.ndim and self.env[n].shape[1:] == x.shape[1:]] or [name]
        same = [n for n in self.arrays() if self.env[n].shape == x.shape] or [name]
        r = self.rng
        n = x.shape[0] if x.ndim else 1
        forms = {
            "concatenate": lambda: f"np.concatenate(({name}, {self.one(mates)}){self.one('', ', axis=' + self.axis(x, 0.2), ', dtype=' + self.dtype())})",
            "stack": lambda: f"np.stack([{name}, {self.one(same)}], axis={self.axis(x)})", "hstack": lambda: f"np.hstack([{name}, {self.one(same)}])",
            "vstack": lambda: f"np.vstack(({name}, {self.one(mates)}))", "dstack": lambda: f"np.dstack([{name}, {self.one(same)}])",
            "column_stack": lambda: f"np.column_stack([{name}, {self.one(same)}])", "block": lambda: f"np.block([[{name}, {self.one(same)}], [{self.one(same)}, {name}]])",
            "append": lambda: f"np.append({name}, {self.one(self.scalar(), self.one(mates))}{self.one('', ', axis=0')})",
            "insert": lambda: f"np.insert({name}, {self.one(str(r.randint(0, n)), '[0, 1]', 'slice(0, 2)', '-1')}, {self.number('i' if x.dtype.kind != 'b' else 'b')}{self.one('', ', axis=' + self.axis(x))})",
            "delete": lambda: f"np.delete({name}, {self.one(str(r.randint(0, n)), '[0, -1]', 'slice(None, None, 2)', '[]', '[True, False]')}{self.one('', ', axis=' + self.axis(x))})",
            "tile": lambda: f"np.tile({name}, {self.one('2', '0', '(2, 1)', '(1, 2)', '()', '(2, 1, 2)')})",
            "repeat": lambda: f"np.repeat({name}, {self.one('2', '0', '[1, 2]', str([r.randint(0, 2) for _ in range(n)]), '-1')}{self.one('', ', axis=' + self.axis(x))})",
            "roll": lambda: f"np.roll({name}, {self.one('1', '-2', '(1, 1)', '100')}{self.one('', ', axis=' + self.axis(x), ', axis=(0, 1)')})",
            "pad": lambda: f"np.pad({name}, {self.one('1', '(1, 2)', '((1, 0), (0, 2))', '0', '-1')}{self.one('', ', constant_values=7', ', mode=' + repr(self.one('edge', 'reflect', 'wrap', 'symmetric', 'mean', 'maximum', 'linear_ramp')))})",
            "resize": lambda: f"np.resize({name}, {self.shape()})",
            "where": lambda: f"np.where({self.one(self.mask(x), self.one(same), name + ' == ' + name)}, {self.one(self.scalar(), self.one(same), name)}, {self.one(self.scalar(), self.one(same))})",
            "clip": lambda: f"np.clip({name}, {self.one(self.number('i'), self.number('f'), 'None', self.one(same))}, {self.one(self.number('i'), self.number('f'), self.one(same))})",
            "take": lambda: f"np.take({name}, {self.one('0', '[0, -1]', '[[0], [1]]', '[5, 6]')}{self.one('', ', axis=' + self.axis(x), ', mode=' + repr('wrap'), ', mode=' + repr('clip'))})",
            "trim_zeros": lambda: f"np.trim_zeros({name})", "array_equal": lambda: f"np.array_equal({name}, {self.one(same)}{self.one('', ', equal_nan=True')})",
            "select": lambda: f"np.select([{name} > 1, {name} < 0], [{name}, {self.one(same)}], default={self.number('i')})",
            "choose": lambda: f"np.choose({self.one('[0, 1]', '1', name)}, [{name}, {self.one(same)}]{self.one('', ', mode=' + repr('wrap'))})",
            "allclose": lambda: f"np.allclose({name}, {self.one(same)})",
        }
        if f == "copyto":
            return Statement("copyto", "", before=f"np.copyto({name}, {self.one(same)}{self.one('', ', where=' + self.mask(x))})", shows=name)
        return self.assign(f, forms[f]())

    def s_index(self):
        name, x = self.array("biufcUV")
        if self.maybe(0.75):
            return self.assign("index", f"{name}[{self.weighted([(1, self.basic), (3, self.fancy)])(x)}]")
        axis = self.axis(x)
        return self.one([
            lambda: self.assign("take_along_axis", f"np.take_along_axis({name}, np.argsort({name}, axis={axis}, kind='stable'), axis={axis})"),
            lambda: self.assign("compress", f"np.compress({[self.maybe(0.5) for _ in range(3)]}, {name}{self.one('', ', axis=' + axis)})"),
            lambda: self.assign("extract", f"np.extract({name} > 1, {name})"),
            lambda: Statement("put", "", before=f"np.put({name}, {self.one('[0, 1]', '0', '[-1]', '[50]')}, {self.one('1', '[1, 0]')}{self.one('', ', mode=' + repr('clip'))})", shows=self.seen(name)),
            lambda: Statement("putmask", "", before=f"np.{self.one('putmask', 'place')}({name}, {name} > 1, [1, 0])", shows=self.seen(name)),
            lambda: Statement("fill_diagonal", "", before=f"np.fill_diagonal({name}, {self.number('i')})", shows=name),
            lambda: self.assign("unravel_index", f"np.unravel_index({self.one(str(self.rng.randint(0, 9)), '[0, 1]')}, {x.shape})"),
            lambda: self.assign("ravel_multi_index", f"np.ravel_multi_index({tuple(self.rng.randint(0, 3) for _ in x.shape)}, {x.shape}{self.one('', ', mode=' + repr('clip'))})"),
            lambda: self.assign("ndenumerate", f"[(i, v) for i, v in np.ndenumerate({name})][:4]"),
            lambda: self.assign("iterate", f"[v for v in {name}][:2]"), lambda: self.assign("flat", f"list({name}.flat)[:3]"),
            lambda: self.assign("indices", f"np.{self.one('tril_indices', 'triu_indices', 'diag_indices')}({self.rng.randint(0, 3)})"),
            lambda: self.assign("ix_", f"{name}[np.ix_([0], [0, -1])]"), lambda: self.assign("field", f"{name}[{self.one(repr('x'), repr('y'), repr(['x']), repr('z'))}]"),
        ])()

    # -- texts

    def s_print(self):
        name, x = self.array("biufcUSV")
        if self.maybe(0.2):
            option = self.one("precision=3", "suppress=True", "threshold=5", "edgeitems=1, threshold=4", "linewidth=40", "sign='+'", "floatmode='fixed'", "precision=0", "nanstr='NA'",
                              "floatmode='unique'", "precision=4, floatmode='maxprec_equal'", "sign=' '", "infstr='oo'", "formatter={'float': lambda v: f'<{v:.1f}>'}", "legacy='1.13'", "precision=1, suppress=True")
            return Statement("printoptions", "", before=f"with np.printoptions({option}):\n    print({name})\n    print(repr({name}))")
        spec = self.one(".2f", "10.3e", "g", "", "d", "8", "+.1f", "x", ">8", "%")
        item = self.one(f"{name}.flat[0]", f"{name}.sum()", f"{name}.dtype", f"{name}.shape", name, f"{name}.max()", f"{name}[0]")
        return Statement("print", "", before=self.one(
            f"print({name})", f"print({name}, {self.one(self.arrays())})", f"print(str({name}))", f'print(f"{{{item}:{spec}}}")', f'print(f"{{{item}!r}} {{{item}}}")', f'print(f"{{{item} = }}")',
            f"print([{name}], ({name}, 1))", f"print({{'k': {name}}})", f"print(list({name}))", f"print({name}.tolist())", f"print(np.array2string({name}, {self.one('separator=%r' % ', ', 'precision=2', 'prefix=%r' % 'abc', 'max_line_width=30', 'suffix=%r' % ')')}))",
            f"print(np.array_repr({name}, {self.one('precision=2', 'max_line_width=30', 'suppress_small=True')}))", f"print('%s|%r' % ({item}, {item}))", f"print('{{}}'.format({item}))", f"print({name}.dtype, {name}.size, {name}.nbytes, {name}.itemsize, {name}.ndim, len({name}))",
            f"print({name}.flags)", f"print(type({item}), {item})", f"print(np.format_float_positional({name}.flat[0]{self.one('', ', precision=3', ', trim=%r' % '-', ', unique=False, precision=4')}))",
            f"print(np.format_float_scientific({name}.flat[0]{self.one('', ', precision=3')}))", f"print(str({item}), repr({item}))", f"print(*{name})"))

    # -- methods, types, numbers

    def s_method(self):
        name, x = self.array("biufcU")
        r = self.rng
        if self.maybe(0.35):
            return self.assign("astype", self.cast(name, x))
        return self.one([
            lambda: self.assign("round", f"{name}.round({r.randint(-1, 3)})"), lambda: self.assign("clip method", f"{name}.clip({self.number('i')}, {self.number('i')})"),
            lambda: self.assign("conj", f"{name}.conj()"), lambda: self.assign("item", f"{name}.item({self.one('', '0', str(r.randint(-3, 9)))})"),
            lambda: self.assign("tolist", f"{name}.tolist()"), lambda: self.assign("tobytes", f"{name}.tobytes({self.one('', repr('F'))}).hex()"),
            lambda: Statement("fill", "", before=f"{name}.fill({self.number('b' if x.dtype.kind == 'b' else 'u')})", shows=self.seen(name)),
            lambda: Statement("shape set", "", before=f"{name}.shape = {self.one((-1,), (x.size,), x.shape[::-1], (1,) + x.shape)}", shows=name),
            lambda: Statement("resize method", "", before=f"{name}.resize({self.shape()}{self.one('', ', refcheck=False')})", shows=name),
            lambda: self.assign("repeat method", f"{name}.repeat({r.randint(0, 2)})"), lambda: self.assign("take method", f"{name}.take([0, {r.randint(-1, 3)}])"),
            lambda: self.assign("searchsorted method", f"{name}.searchsorted({self.number('i')})"), lambda: self.assign("byteswap", f"{name}.byteswap()"),
            lambda: self.assign("truth", f"{self.one('bool', 'int', 'float', 'len', 'complex', 'hash', 'iter', 'str', 'sum', 'max', 'sorted', 'any', 'list', 'round', 'repr')}({name})"),
            lambda: self.assign("truth", f"{self.number('i')} in {name}"), lambda: self.assign("truth", f"'yes' if {name} else 'no'"), lambda: self.assign("swapaxes", f"{name}.swapaxes(0, {self.axis(x)})"),
            lambda: self.assign("attribute", f"{name}.{self.one('ndim', 'size', 'nbytes', 'itemsize', 'dtype', 'strides', 'nope', 'T.base is ' + name, 'data.shape', 'flags.owndata')}"),
            lambda: Statement("setflags", "", before=f"{name}.flags.writeable = {self.one('False', 'True')}\n{name}[...] = 1", shows=name),
            lambda: Statement("unpack", "", before=f"p, *q = {name}\nshow(p)\nshow(q)"), lambda: self.assign("copy", f"{name}.copy()"),
            lambda: Statement("loop", "", before=f"for i, row in enumerate({name}):\n    print(i, row)\n    if i > 2:\n        break"),
            lambda: Statement("zip", "", before=f"for u, v in zip({name}, {self.one(self.arrays())}):\n    print(u, v, sep='|')"),
        ])()

    def s_dtype(self):
        d, e = self.dtype(), self.dtype()
        name, x = self.array("biufcUSV")
        return self.assign("dtype", self.one(f"np.result_type({d}, {self.one(e, name, self.scalar())})", f"np.promote_types({d}, {e})", f"np.can_cast({d}, {e}, {self.one('%r' % 'safe', '%r' % 'same_kind', '%r' % 'unsafe')})",
            f"np.dtype({d}).{self.one('name', 'kind', 'itemsize', 'str', 'char', 'byteorder', 'type', 'isnative', 'alignment', 'fields', 'num')}", f"np.issubdtype({d}, np.{self.one('integer', 'floating', 'number', 'inexact', 'signedinteger', 'complexfloating')})",
            f"np.iinfo({d}).{self.one('max', 'min', 'bits')}", f"np.finfo({d}).{self.one('eps', 'max', 'tiny', 'bits', 'resolution', 'smallest_subnormal')}", f"{name}.dtype == {d}", f"np.dtype({d})", f"np.min_scalar_type({self.number('i')})",
            f"np.{self.one(NUMERIC)}({self.number('u')}).{self.one('dtype', 'itemsize', 'nbytes', 'shape', 'T', 'real', 'imag', 'size', 'ndim')}", f"np.common_type({name}, {name})", f"np.isdtype(np.dtype({d}), {self.one('%r' % 'integral', '%r' % 'real floating', '%r' % 'numeric')})"))

    def s_scalar(self):
        op = self.one("+", "-", "*", "/", "//", "%", "<", "==", ">=", "&", "|", "**", "<<")
        x, y = self.scalar(), self.scalar()
        if op in ("**", "<<"):
            y = str(self.rng.randint(0, 4))
        if "np." not in x and "np." not in y:
            x = f"np.{self.one(NUMERIC)}({self.number('u')})" if self.maybe(0.7) else x
        if self.maybe(0.3):
            f = self.one("int", "float", "bool", "abs", "repr", "str", "round", "type", "hash", "np.square", "np.floor", "np.isnan", "np.array", "-", "~", "np.ndim", "np.asarray", "complex", "np.sign", "divmod_")
            return self.assign("scalar call", f"divmod({x}, {y})" if f == "divmod_" else f"{f}({x})")
        if self.maybe(0.15):
            return self.assign("scalar method", f"{x}.{self.one('item()', 'sum()', 'astype(int)', 'dtype', 'reshape(1)', 'round(1)', 'max()', 'mean()', 'tolist()', 'is_integer()', 'conj()', 'view(np.uint8)', 'ravel()', 'clip(0, 3)', 'as_integer_ratio()', 'squeeze()', 'any()', 'cumsum()')}")
        return self.assign(f"scalar {op}", f"{x} {op} {y}")

    # -- functions whose last digits are not fixed

    def s_linalg(self):
        name, x = self.array("iufc", lambda x: x.ndim in (1, 2))
        other = self.one(self.arrays(lambda y: y.ndim and x.ndim and y.shape[-2 if y.ndim > 1 else -1] == x.shape[-1]))
        f = self.one(f"{name} @ {other}", f"np.dot({name}, {other})", f"{name}.dot({self.one(other, self.scalar())})", f"np.inner({name}, {name})", f"np.outer({name}, {other})", f"np.matmul({name}, {name}.T)", f"np.vdot({name}, {name})", f"np.tensordot({name}, {name}, axes={self.one(0, 1)})", f"np.kron({name}, [1, 2])",
                     f"np.einsum({self.one(repr('ij->ji'), repr('ii'), repr('ij->j'), repr('i,i->'))}, {name})", f"np.linalg.norm({name}{self.one('', ', axis=0', ', ord=1', ', ord=np.inf')})", f"np.linalg.det({name})", f"np.linalg.inv({name})", f"np.linalg.matrix_power({name}, {self.one(0, 1, 2, 3)})", f"np.cross({name}, {name})", f"np.linalg.matrix_rank({name})", f"np.trace({name})",
                     f"np.convolve({name}.ravel(), [1, 2]{self.one('', ', mode=' + repr('same'), ', mode=' + repr('valid'))})", f"np.correlate({name}.ravel(), [1, 2])", f"np.linalg.solve({name}, {name})", f"np.polyval([1, 2], {name})", f"np.interp({self.number('f')}, [0, 1, 2], [3, 1, 2])")
        return self.assign("linalg " + re.sub(r"\(.*", "", f.replace(name, "")), f, near=True)

    def s_transcendental(self):
        name, x = self.array()
        if self.maybe(0.7):
            f = self.one(self.NEAR1)
            return self.assign(f"np.{f}", f"np.{f}({self.operand()})", near=True)
        f = self.one(self.NEAR2)
        return self.assign(f"np.{f}", f"np.{f}({name}, {self.partner(x)})", near=True)

    def s_function(self):
        name, x = self.array()
        return self.one([
            lambda: self.assign("apply_along_axis", f"np.apply_along_axis({self.one('np.sum', 'sorted', 'lambda v: v[::-1]', 'len')}, {self.axis(x)}, {name})"), lambda: self.assign("vectorize", f"np.vectorize(lambda v: {self.one('v + 1', 'v * 0.5', 'v > 1', 'str(v)')})({name})"),
            lambda: self.assign("piecewise", f"np.piecewise({name}, [{name} > 0], [1, lambda v: -v])"), lambda: self.assign("broadcast_shapes", f"np.broadcast_shapes({x.shape}, {self.shape()})"), lambda: self.assign("frompyfunc", f"np.frompyfunc(lambda v: v, 1, 1)({name}).shape"),
            lambda: self.assign("round", f"np.round({name}, {self.rng.randint(-1, 3)})"), lambda: self.assign("np.size", f"np.{self.one('size', 'ndim', 'shape', 'isscalar', 'iscomplexobj')}({name})"), lambda: self.assign("base_repr", f"np.{self.one('base_repr', 'binary_repr')}({self.rng.randint(-9, 99)})"),
            lambda: self.assign("unwrap", f"np.unwrap({name})", near=True), lambda: self.assign("trapezoid", f"np.trapezoid({name})"), lambda: self.assign("packbits", f"np.packbits({name} > 0)"), lambda: self.assign("nan_to_num", f"np.nan_to_num({name}, nan=1.0)"), lambda: self.assign("real_if_close", f"np.real_if_close({name})"),
            lambda: self.assign("default_rng", f"np.random.default_rng({self.rng.randint(0, 9)}).{self.one('integers(0, 9, 5)', 'random(3)', 'permutation(5)', 'choice([1, 2, 3], 4)', 'normal(size=2)', 'uniform(1, 2, (2, 2))', 'permutation(' + name + ')')}"),
        ])()

    def s_errstate(self):
        name, x = self.array()
        return Statement("errstate", "", before=f"with np.errstate(all='raise'):\n    show({name} {self.one('/', '*', '//', '%', '+')} {self.partner(x)})")

    def s_python(self):
        tag, source = python.statement(self.rng)
        return Statement(f"python {tag}", "", before=source)
