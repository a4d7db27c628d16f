"""Structured arrays, swapped bytes, dates and durations."""

from ..create import Statement

SCALARS = ["f8", "i4", "f4", "i2", "u1", "?", "U3", "S2", "c8", ">i4", ">f8", "M8[D]", "m8[h]"]
NAMES = ["x", "y", "z", "name", "b"]


def field_type(g, depth=0):
    if depth < 1 and g.maybe(0.12):
        return f"[('p', '{g.one(SCALARS)}'), ('q', '{g.one(SCALARS)}')]"
    return repr(g.one(SCALARS[:8] if g.maybe(0.7) else SCALARS))


def fields(g, n=None):
    n = n or g.one(1, 2, 2, 3)
    names = g.rng.sample(NAMES, n)
    items = [f"('{name}', {field_type(g)}" + g.one("", "", "", "", ", (2,)", ", (2, 2)", ", 1" if g.maybe(0.2) else "") + ")" for name in names]
    return names, "[" + ", ".join(items) + "]"


def dtype(g):
    names, items = fields(g)
    form = g.one("list", "list", "list", "dict", "commas", "align", "offsets")
    if form == "dict":
        return names, "{'names': %r, 'formats': %r}" % (names, [g.one(SCALARS[:6]) for _ in names])
    if form == "commas":
        n = g.one(1, 2, 3)
        return [f"f{k}" for k in range(n)], "np.dtype(%r)" % (", ".join(g.one("", "", "2", "(2,2)") + g.one(SCALARS[:6]) for _ in range(n)) + ("," if n == 1 else ""))
    if form == "align":
        return names, f"np.dtype({items}, align=True)"
    if form == "offsets":
        offsets = [16 * k + g.one(0, 0, 2) for k in range(len(names))]
        return names, "np.dtype({'names': %r, 'formats': %r, 'offsets': %r, 'itemsize': %d})" % (names, [g.one(SCALARS[:6]) for _ in names], offsets, 64)
    return names, items


def describe(g):
    names, d = dtype(g)
    of = g.one("", ".names", ".itemsize", ".fields", ".descr", ".str", ".name", ".alignment", ".isalignedstruct", ".newbyteorder()", ".isnative", f"['{g.one(names)}']", "[0]", "[-1]", f"[['{names[0]}']]", ".shape", ".base", ".char", ".hasobject")
    return Statement("records: dtype", f"np.dtype({d}){of}")


def made(g):
    names, d = dtype(g)
    how = g.one("zeros", "ones", "full", "empty")
    shape = g.one("2", "3", "()", "0", "(2, 2)")
    made = f"np.{how}({shape}, {d})" if how in ("zeros", "ones") else f"np.full({shape}, {g.one('1', '2.5', 'True')}, {d})" if how == "full" else f"np.zeros({shape}, {d})"
    return names, made


def use(g):
    names, expr = made(g)
    a, b = g.one(names), g.one(names)
    before = f"r = {expr}"
    value = g.one("1", "2.5", "[1, 2]", "0", "True", "'7'", "np.arange(2)", "None", "(1, 2)", f"r['{b}']")
    at = g.one("0", "-1", "...", ":", "::-1", "1:", "[0]", "[True, False]", f"'{a}'", f"['{a}', '{b}']", f"['{a}']", "5", "None", "'nope'")
    what = g.one(
        f"r['{a}']", f"r[['{a}']]", f"r[{at}]", f"r['{a}'].strides", f"r['{a}'].base is r", "r[0]", "r[-1]", "r.tolist()", "r == r", "r != r", "r.dtype", "r.copy()", "r.view()", "str(r)", "repr(r)",
        "r.reshape(-1)", "r.ravel()", "np.concatenate([r, r])", "r[::-1]", "np.sort(r)", "np.argsort(r)", "np.unique(r)", f"np.sort(r, order='{a}')", f"np.argsort(r, order=['{a}', '{b}'])", "r.nbytes",
        "r + 1", "r.sum()", "r.max()", "r < r", "len(r)", "len(r[0])", "list(r[0])", "r[0].item()", f"r[0]['{a}']", "r[0][0]", "r[0][-1]", "r[0][9]", "r.astype('f8')", f"r.astype([('{a}', 'f8')])",
        "np.stack([r, r])", "np.repeat(r, 2)", "np.tile(r, 2)", "np.where(True, r, r)", "np.take(r, [0])", "r.T", "np.array(r.tolist(), r.dtype)", "r.tobytes()", "np.zeros_like(r)", "np.ones_like(r)", "np.array_equal(r, r)",
        "r.byteswap().byteswap()", "np.flip(r)", "np.roll(r, 1)", "r.item(0)", "r.flat[0]", "np.append(r, r)", "np.delete(r, 0)", "r.view('u1')", "r.astype(r.dtype.newbyteorder())", "hash(r[0])", "r[0] == r[0]", "r.squeeze()",
        "np.result_type(r, r)", "np.promote_types(r.dtype, r.dtype)", "np.can_cast(r.dtype, r.dtype.newbyteorder())")
    if g.maybe(0.5):
        return Statement("records: assign", "r", before=before + f"\nr[{at}] = {value}")
    return Statement("records: use", what, before=before)


DATES = ["'2005-02-25'", "'2005-02'", "'2005'", "'2005-02-25T03:30'", "'2004-02-29'", "'1969-12-31'", "'2000-01-01T12:34:56'", "'1600-03-01'", "'2005-02-25T03:30:15.123'", "'NaT'"]
UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"]


def date(g):
    unit = g.one(", '" + g.one(UNITS) + "'", "", "")
    return f"np.datetime64({g.one(DATES)}{unit})"


def delta(g):
    return f"np.timedelta64({g.rng.randint(-40, 400)}, '{g.one(UNITS)}')"


def dates(g):
    return g.one(f"np.array([{g.one(DATES)}, {g.one(DATES)}, {g.one(DATES)}], dtype='M8[{g.one(UNITS)}]')", f"np.array([{g.one(DATES)}, {g.one(DATES)}], dtype='M8')", f"np.arange(0, {g.one(30, 400, 5000)}, {g.one(7, 100)}).astype('M8[{g.one(UNITS[:7])}]')")


def deltas(g):
    return g.one(f"np.array([{g.rng.randint(-9, 99)}, {g.rng.randint(-9, 99)}, 'NaT'], dtype='m8[{g.one(UNITS)}]')", f"np.arange(4).astype('m8[{g.one(UNITS)}]')")


def time(g):
    any_of = lambda: g.one(date, delta, dates, deltas, lambda g: str(g.rng.randint(-3, 9)), lambda g: "2.5")(g)
    x, y = g.one(date, delta, dates, deltas)(g), any_of()
    op = g.one("+", "-", "*", "/", "//", "%", "<", "<=", "==", "!=", ">")
    one = g.one(dates, deltas)(g)
    u = g.one(UNITS)
    expr = g.one(
        f"{x} {op} {y}", f"{y} {op} {x}", f"{x} {op} {y}", f"{x}", f"str({x})", f"{x}.dtype", f"{one}.astype('{one[-3:-2] if False else g.one('M8', 'm8')}[{u}]')", f"{one}.astype('i8')", f"{one}.astype(str)", f"{one}.astype(float)",
        f"np.sort({one})", f"np.argsort({one})", f"{one}.min()", f"{one}.max()", f"{one}.argmax()", f"{one}.argmin()", f"np.diff({one})", f"np.isnat({one})", f"np.unique({one})", f"{one}.tolist()", f"{one}.sum()", f"{one}.mean()",
        f"{one}.cumsum()", f"abs({one})", f"-{one}", f"np.sign({one})", f"np.maximum({one}, {one}[0])", f"np.fmin({one}, {one}[0])", f"np.datetime_as_string({dates(g)}, unit='{u}')", f"np.datetime_as_string({dates(g)})", f"np.datetime_data({one}.dtype)",
        f"np.arange({g.one(DATES[:3])}, {g.one(DATES[:3])}, dtype='M8[{g.one('M', 'D')}]').size", f"np.arange({date(g)}, {g.one(3, 5)})", f"np.is_busday({g.one(DATES[:3])})", f"np.busday_offset({g.one(DATES[:3])}, {g.rng.randint(-20, 20)}, roll='{g.one('forward', 'backward', 'modifiedfollowing', 'raise', 'nat')}')",
        f"np.busday_count({g.one(DATES[:5])}, {g.one(DATES[:5])})", f"np.promote_types('{g.one('M8', 'm8')}[{u}]', '{g.one('M8', 'm8')}[{g.one(UNITS)}]')", f"np.can_cast('{g.one('M8', 'm8')}[{u}]', '{g.one('M8', 'm8')}[{g.one(UNITS)}]', '{g.one('safe', 'same_kind', 'equiv')}')", f"np.dtype('M8[{g.rng.randint(1, 30)}{u}]')",
        f"{one}.reshape(-1, 1)", f"{one}[0].item()", f"{one}[::-1]", f"np.concatenate([{one}, {one}])", f"np.where({one} == {one}[0], {one}, {one}[-1])", f"np.any({deltas(g)})", f"np.datetime64({g.rng.randint(-99, 9999)}, '{u}')", f"{one} == {one}", f"np.clip({one}, {one}[0], {one}[-1])")
    return Statement("records: times", expr)


def swapped(g):
    a = f"np.array([{g.rng.randint(-9, 9)}, {g.rng.randint(-9, 9)}, {g.rng.randint(0, 9)}], dtype='>{g.one('i2', 'i4', 'i8', 'f4', 'f8', 'c16')}')"
    expr = g.one("{a} + 1", "{a} * {a}", "{a}.sum()", "{a}.mean()", "{a}.tobytes()", "{a}.byteswap()", "{a}.view({a}.dtype.newbyteorder())", "np.sort({a})", "{a}.astype('i4')", "{a} == {a}", "{a}.max()", "{a}.cumsum()", "np.concatenate([{a}, {a}])", "{a}[::-1]", "np.dot({a}, {a})", "{a}[[0, 1]]", "np.unique({a})", "{a}.reshape(1, 3) @ {a}", "np.where({a} == 1, {a}, 0)", "{a}.dtype", "abs({a})", "np.array({a}, copy=True)", "{a}.real", "np.arange(9)[abs({a}.real.astype('>i4'))]")
    return Statement("records: byte order", expr.format(a=a))


KINDS = [(2, describe), (6, use), (5, time), (2, swapped)]
