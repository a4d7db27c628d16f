"""Arrays in streams (no file is written), polynomials and Fourier transforms."""

from ..create import Statement
from .sorting import axis, fresh

NUMBERS = ["int64", "float64", "float64", "int32", "complex128", "float32", "bool"]


def words(g):
    """The text of a table, sometimes with a flaw."""
    sep = g.one(" ", " ", ",", ";", "\t", "  ")
    width = g.rng.randint(1, 4)
    rows = []
    for _ in range(g.rng.randint(0, 4)):
        row = [g.one("1", "2.5", "-3", "4e2", "nan", "0", " 7", "x" if g.wild() else "8", "" if g.maybe(0.1) else "9") for _ in range(width)]
        if g.maybe(0.05):
            row.append("1")
        rows.append(sep.join(row) + g.one("", "", "", " # c", sep))
    if g.maybe(0.15):
        rows.insert(0, "# head")
    if g.maybe(0.1):
        rows.append("")
    return "\n".join(rows), sep


def table(g):
    text, sep = words(g)
    name = g.one("loadtxt", "genfromtxt")
    args = "" if sep.isspace() and g.maybe(0.8) else f", delimiter={sep!r}"
    more = [
        (0.3, f", dtype={g.one('int', 'float', 'str', 'complex', 'np.float32', 'np.int16', 'bool')}"),
        (0.2, f", usecols={g.one('0', '(0,)', '(1, 0)', '-1', '(0, 5)')}"),
        (0.15, ", unpack=True"), (0.15, f", ndmin={g.rng.randint(0, 3)}"), (0.15, f", max_rows={g.rng.randint(0, 3)}"),
    ]
    if name == "loadtxt":
        more += [(0.15, f", skiprows={g.rng.randint(0, 2)}"), (0.1, ", comments=None"), (0.1, ", converters={0: lambda s: 5}")]
    else:
        more += [(0.15, f", skip_header={g.rng.randint(0, 2)}"), (0.1, f", skip_footer={g.rng.randint(0, 2)}"),
                 (0.2, f", filling_values={g.one('0', '-1', '[7, 8]', '{0: 3}')}"), (0.1, ", missing_values='x'"), (0.1, ", invalid_raise=False")]
    return Statement("files", f"np.{name}({text.splitlines()!r}{args}{''.join(m for p, m in more if g.maybe(p))})")


def written(g):
    text, _ = fresh(g, NUMBERS)
    more = [
        (0.5, f", fmt={g.one('%d', '%.3f', '%5.1e', '%s', '%r', '%g', '%d %d')!r}"), (0.4, f", delimiter={g.one(',', '; ', '')!r}"),
        (0.2, ", header='a\\nb'"), (0.2, ", footer='end'"), (0.2, ", comments='% '"), (0.1, ", newline='|'"),
    ]
    before = f"import io\nhh = io.StringIO()\nnp.savetxt(hh, {text}{''.join(m for p, m in more if g.maybe(p))})"
    return Statement("files", "hh.getvalue()", before=before)


def kept(g):
    text, _ = fresh(g, NUMBERS + ["<U3", "S2", "float16", "uint8"])
    if g.maybe(0.5):
        before = f"import io\nhh = io.BytesIO()\nnp.save(hh, {text})\nii = hh.seek(0)"
        return Statement("files", g.one("np.load(hh)", "hh.getvalue()[:60]", "np.load(hh).strides", "np.load(hh).flags.owndata"), before=before)
    before = f"import io\nhh = io.BytesIO()\nnp.{g.one('savez', 'savez_compressed')}(hh, {text}, k={text})\nii = hh.seek(0)"
    return Statement("files", g.one("np.load(hh)", "np.load(hh)['k']", "np.load(hh).files", "list(np.load(hh).items())", "np.load(hh)['no']"), before=before)


def coefficients(g):
    n = g.weighted([(0.3, 0), (1, 1), (3, 2), (3, 3), (2, 4)])
    return "[" + ", ".join(g.one("0", "1", "-2", "3", "1.5", "-0.5", "2", "1j" if g.maybe(0.1) else "4") for _ in range(n)) + "]"


def polynomial(g):
    a, b, n = coefficients(g), coefficients(g), g.rng.randint(-1, 3)
    name = g.one("np.poly1d", "np.polynomial.Polynomial")
    x = g.one("2", "1.5", "[1, 2]", "np.arange(3)", "1j")
    return Statement("polynomials", g.one(
        f"{name}({a})", f"str({name}({a}))", f"{name}({a})({x})", f"{name}({a}) {g.one('+', '-', '*')} {name}({b})", f"{name}({a}) {g.one('+', '-', '*', '/')} {g.one('2', '0.5', b)}",
        f"{name}({a}).deriv({n})", f"{name}({a}).integ({n})", f"{name}({a}) ** {n}", f"{name}({a}) == {name}({b})",
        f"np.polyadd({a}, {b})", f"np.polysub({a}, {b})", f"np.polymul({a}, {b})", f"np.polydiv({a}, {b})", f"np.polyval({a}, {x})",
        f"np.polyder({a}, {n})", f"np.polyint({a}, {n})", f"np.polynomial.polynomial.{g.one('polyadd', 'polysub', 'polymul', 'polydiv')}({a}, {b})",
    ))


def fourier(g):
    text, rank = fresh(g, ["int64", "float64", "complex128", "float32", "complex64", "bool"], few=4)
    n = g.one("", "", f", n={g.rng.randint(0, 9)}")
    norm = g.one("", "", f", norm={g.one('ortho', 'forward', 'backward', 'x')!r}")
    where = g.one("", f", axis={axis(g, rank, 0)}")
    if g.maybe(0.3):
        return Statement("fft", g.one(f"np.fft.{g.one('fft2', 'ifft2', 'rfft2', 'irfft2', 'fftn', 'ifftn', 'rfftn', 'irfftn')}({text}{norm})", f"np.fft.{g.one('fftshift', 'ifftshift')}({text})", f"np.fft.{g.one('fftfreq', 'rfftfreq')}({g.rng.randint(0, 9)}, {g.one('1', '0.5', '0.1')})"), near=True)
    return Statement("fft", f"np.fft.{g.one('fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft')}({text}{n}{where}{norm})", near=True)


KINDS = [(2, table), (1, written), (1, kept), (2, polynomial), (2, fourier)]
