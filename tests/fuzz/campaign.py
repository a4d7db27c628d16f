"""Random programs that Ravel and NumPy must run alike.

NumPy runs each one here while it grows; Ravel then runs hundreds of them in one process. What each statement prints is
compared: value, dtype, shape, strides, sharing, text, error. A program that disagrees is cut down to the few statements
that matter and stored in `target/fuzz/`.
"""

import collections
import concurrent.futures
import contextlib
import difflib
import io
import pathlib
import re
import shlex
import subprocess
import tempfile
import warnings

import numpy as np

from . import explained, grammar

BATCH = 100
TIMEOUT = 60
KEPT = pathlib.Path("target") / "fuzz"
MARK = "@@"
REFUSED = ("Ravel", "outside the language")
OBJECTS = re.compile(r"^array \|O|^near object|dtype\('?O|object", re.MULTILINE)
MISSING = re.compile(r"^!! AttributeError: module 'numpy[\w.]*' has no attribute '\w+'", re.MULTILINE)
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf|nan)")
# How far apart two approximate values may be, relative to the largest value printed.
TOLERANCE = {"float16": 4e-3, "float32": 1e-6, "complex64": 2e-6, "coarse": 1e-5}

PRELUDE = '''
import math
import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

def show(x):
    if isinstance(x, np.ndarray):
        f = x.flags
        print("array", x.dtype.str, x.shape, x.strides if x.size else "", f.c_contiguous, f.f_contiguous, f.writeable)
        print("list", x.tolist())
        print(repr(x))
    elif isinstance(x, (tuple, list)):
        print(type(x).__name__, len(x))
        for y in x:
            show(y)
    else:
        print(type(x).__name__, repr(x))

def approx(x):
    if isinstance(x, np.ndarray):
        print("near", x.dtype.name, x.shape, x.strides if x.size else "")
        print("near", x.dtype.name, x.tolist())
    elif isinstance(x, (tuple, list)):
        print(type(x).__name__, len(x))
        for y in x:
            approx(y)
    elif isinstance(x, np.generic):
        print("near", x.dtype.name, x.item())
    else:
        print("near", type(x).__name__, x)

def shared(x, *others):
    if isinstance(x, np.ndarray):
        print("shares", [np.shares_memory(x, y) for y in others if isinstance(y, np.ndarray)])

def based(x):
    if isinstance(x, np.ndarray):
        print("base", x.base is not None)

def fail(e):
    print("!! " + type(e).__name__ + ": " + str(e))
'''
RESET = """np.set_printoptions(edgeitems=3, infstr="inf", linewidth=75, nanstr="nan", precision=8, suppress=False,
    threshold=1000, formatter=None, sign="-", floatmode="maxprec", legacy=False)
""" + " = ".join(grammar.NAMES + grammar.SCRATCH) + " = None\n"


def block(statement):
    """A statement as what is run: what goes wrong in it is printed, and the program goes on."""
    body = "\n".join("    " + line for line in statement.lines())
    return f"try:\n{body}\nexcept Exception as e:\n    fail(e)\n"


class Oracle:
    """NumPy, running a program statement by statement."""

    def __init__(self):
        self.names = {}
        exec(PRELUDE + RESET, self.names)

    def run(self, statement):
        """What the statement prints; None if it takes too long to be of use."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block(statement), "<fuzz>", "exec"), self.names)
        return out.getvalue()


def expected(program):
    """What NumPy prints for each statement; None if the program can't be run at all."""
    oracle = Oracle()
    try:
        return [oracle.run(s) for s in program]
    except (SyntaxError, MemoryError, TimeoutError):
        return None


def grow(seed, index, only=None):
    """A program and what NumPy prints for each of its statements."""
    oracle = Oracle()
    program, wanted = [], []
    for statement in grammar.Grammar(f"{seed}:{index}", oracle.names, only).statements():
        program.append(statement)
        wanted.append(oracle.run(statement))
    return program, wanted


def script(programs):
    """Several programs as one file that marks where each statement's output begins."""
    parts = [PRELUDE]
    for p, program in enumerate(programs):
        parts.append(RESET)
        for s, statement in enumerate(program):
            parts.append(f'print("{MARK}", {p}, {s})\n{block(statement)}')
    parts.append(f'print("{MARK}", -1, -1)\n')
    return "".join(parts)


def run_ravel(command, programs):
    """What Ravel prints for each statement of each program: {(program, statement): text}, and how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "fuzz.py"
        path.write_text(script(programs), encoding="utf-8")
        try:
            done = subprocess.run(shlex.split(command) + [str(path)], capture_output=True, timeout=TIMEOUT)
            out, err, code = done.stdout, done.stderr, done.returncode
        except subprocess.TimeoutExpired as late:
            out, err, code = late.stdout or b"", b"still running after %d s" % TIMEOUT, -1
    outputs = {}
    for piece in out.decode("utf-8", "replace").split(MARK + " ")[1:]:
        head, _, text = piece.partition("\n")
        p, s = head.split()
        outputs[int(p), int(s)] = text
    ended = "" if outputs.pop((-1, -1), None) is not None else f"exit {code}: " + err.decode("utf-8", "replace")[-400:]
    return outputs, ended


def run_all(command, programs):
    """As `run_ravel`, but a program that ends the process does not take the rest with it."""
    outputs, first = {}, 0
    while first < len(programs):
        got, ended = run_ravel(command, programs[first:])
        last = max((p for p, _ in got), default=0)
        for (p, s), text in got.items():
            outputs[first + p, s] = text
        if not ended:
            break
        stop = max((s for p, s in got if p == last), default=0)
        outputs[first + last, stop] = outputs.get((first + last, stop), "") + f"?? {ended}\n"
        first += last + 1
    return outputs


def near(want, got):
    """Whether two lines of approximate values agree."""
    if NUMBER.sub("#", want) != NUMBER.sub("#", got):
        return False
    name = want.split()[1]
    xs, ys = ([float(v) for v in NUMBER.findall(line.partition(name)[2])] for line in (want, got))
    finite = [abs(x) for x in xs if abs(x) < np.inf]
    room = TOLERANCE.get(name, 1e-13) * max(finite, default=0) + 1e-300
    return all(x == y or (x != x and y != y) or abs(x - y) <= room for x, y in zip(xs, ys))


def differs(want, got):
    """The first pair of lines that disagree, or None."""
    if want == got:
        return None
    wants, gots = ADDRESS.sub("0x", want).splitlines(), ADDRESS.sub("0x", got).splitlines()
    for w, g in zip(wants, gots):
        if w != g and not (w.startswith("near ") and g.startswith("near ") and near(w, g)):
            return w, g
    if len(wants) != len(gots):
        n = min(len(wants), len(gots))
        return "\n".join(wants[n:n + 1]), "\n".join(gots[n:n + 1])
    return None


def kind(want, got):
    """What sort of disagreement it is."""
    if "??" in got:
        return "crash"
    if want.startswith("!!") and got.startswith("!!"):
        return "error type" if want.split(":")[0] != got.split(":")[0] else "error text"
    if got.startswith("!!"):
        return "fails: " + re.sub(r"[\d'()]+", "#", got)[:60]
    if want.startswith("!!"):
        return "should fail"
    if want.startswith("base"):
        return "base"
    first, second = want.split(" ")[0], got.split(" ")[0]
    if first != second:
        return "text" if first not in ("array", "near", "shares", "list") else "type"
    if first == "array":
        return "layout" if want.split(" ")[1] == got.split(" ")[1] else "dtype"
    return {"list": "value", "near": "near value", "shares": "sharing"}.get(first, "text")


class Finding:
    """The first statement of a program whose outcome disagrees."""

    def __init__(self, program, at, want, got):
        self.program, self.at, self.want, self.got = program, at, want, got
        self.lines = differs(want, got)
        self.kind = kind(*self.lines) if "??" not in got else "crash"

    @property
    def key(self):
        return self.program[self.at].tag, self.kind


def compare(program, wanted, outputs, index):
    """The program's first disagreement: a Finding, the text of a refusal or explanation, or None."""
    rounded = False
    for s, want in enumerate(wanted):
        got = outputs.get((index, s), "?? nothing\n")
        if not differs(want, got):
            # What was computed to the last digits but one goes on as it is.
            rounded = rounded or want != got and "near " in want
            continue
        text = "\n".join(program[s].lines())
        reason = explained.why(text, want, got) if "??" not in got else None
        if reason is None and rounded and explained.near(want, got, text):
            reason = "last digits"
        if reason:
            return f"explained: {reason}"
        refusal = next((line for line in got.splitlines() if any(word in line for word in REFUSED)), None)
        missing = MISSING.search(got)
        if "??" not in got and (refusal or missing or OBJECTS.search(want)):
            return refusal or (missing[0] if missing else "arrays of objects")
        return Finding(program, s, want, got)
    return None


def test_candidates(command, candidates, key):
    """The first candidate program that disagrees in the same way."""
    runs = [(c, expected(c)) for c in candidates]
    runs = [(c, w) for c, w in runs if w is not None]
    if not runs:
        return None
    outputs = run_all(command, [c for c, _ in runs])
    for i, (program, wanted) in enumerate(runs):
        found = compare(program, wanted, outputs, i)
        if isinstance(found, Finding) and found.kind == key[1] and program[found.at].tag == key[0]:
            return found
    return None


def shrink(command, finding, rounds=12):
    """The same disagreement in fewer statements and simpler literals."""
    finding = Finding(finding.program[:finding.at + 1], finding.at, finding.want, finding.got)
    for _ in range(rounds):
        program = finding.program
        fewer = [program[:i] + program[i + 1:] for i in range(len(program) - 1)]
        places = reversed(range(len(program)))
        simpler = [program[:i] + [s] + program[i + 1:] for i in places for s in program[i].simpler()]
        better = test_candidates(command, fewer + simpler[:80], finding.key)
        if better is None:
            break
        finding = Finding(better.program[:better.at + 1], better.at, better.want, better.got)
    return finding


def describe(finding):
    """A finding as a program to run and the difference it shows."""
    source = "".join("\n".join(s.lines()) + "\n" for s in finding.program)
    diff = difflib.unified_diff(finding.want.splitlines(), finding.got.splitlines(), "NumPy", "Ravel", lineterm="", n=0)
    return source, "\n".join(list(diff)[2:])


def keep(finding, number):
    """Stores the cut down program."""
    KEPT.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", f"{finding.key[0]}-{finding.kind}")[:60]
    source, diff = describe(finding)
    path = KEPT / f"{number:03d}-{name}.py"
    comment = "".join(f"# {line}\n" for line in diff.splitlines())
    path.write_text(PRELUDE + "\n" + "".join(block(s) for s in finding.program) + "\n" + comment, encoding="utf-8")
    return path


def batch(job):
    """Runs one batch of programs; the disagreements, the refusals and the number of statements."""
    command, seed, indices, only = job
    warnings.simplefilter("ignore")
    grown = [grow(seed, i, only) for i in indices]
    outputs = run_all(command, [program for program, _ in grown])
    found = [compare(program, wanted, outputs, i) for i, (program, wanted) in enumerate(grown)]
    errors = sum(w.startswith("!!") for _, wanted in grown for w in wanted)
    return [f for f in found if f], sum(len(p) for p, _ in grown), errors


def survived(job):
    """As `batch`, in a process of its own: a program that ends NumPy's process is named and left out."""
    command, seed, indices, only = job
    try:
        with concurrent.futures.ProcessPoolExecutor(1) as pool:
            return pool.submit(batch, job).result()
    except concurrent.futures.process.BrokenProcessPool:
        pass
    if len(indices) == 1:
        return [f"NumPy's own process ends (seed {seed}, index {indices[0]})"], 0, 0
    half = len(indices) // 2
    parts = [survived((command, seed, part, only)) for part in (indices[:half], indices[half:])]
    return [f for found, _, _ in parts for f in found], sum(p[1] for p in parts), sum(p[2] for p in parts)


def campaign(command, count, seed, only=None, jobs=2, out=print, kinds=1000):
    """Runs `count` programs and reports each kind of disagreement once; the number of programs that disagree."""
    work = [(command, seed, range(i, min(i + BATCH, count)), only) for i in range(0, count, BATCH)]
    groups, refusals = collections.defaultdict(list), collections.Counter()
    statements = errors = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as threads:
        for found, n, failed in threads.map(survived, work):
            statements, errors = statements + n, errors + failed
            for f in found:
                if isinstance(f, Finding):
                    groups[f.key].append(f)
                else:
                    refusals[f] += 1
    for number, (key, findings) in enumerate(sorted(groups.items(), key=lambda g: -len(g[1]))[:kinds]):
        best = shrink(command, min(findings, key=lambda f: f.at))
        source, diff = describe(best)
        out(f"--- {len(findings)} × {key[0]}: {key[1]} ({keep(best, number)})\n{source}{diff}\n")
    for text, n in refusals.most_common(20):
        out(f"{n} × {text}" if text.startswith("explained") else f"refused {n} ×: {text}")
    wrong = sum(len(g) for g in groups.values())
    out(f"{count} programs, {statements} statements ({errors} errors): {wrong} disagree, in {len(groups)} kinds")
    return wrong
