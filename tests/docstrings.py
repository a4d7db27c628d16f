"""NumPy's own docstrings as programs that Ravel and NumPy must run alike.

    docstrings.py --program CMD [--show WORD] [--only NAME] [--all]

The examples of every public name of the installed NumPy and of every method of its types are run under this Python and by
CMD, each docstring in a namespace of its own. What is compared is what this NumPy displays, not what the docstring says.
Examples whose result is not the same in two runs, or that import what is not there, don't count. Nothing is stored.
"""

import argparse
import ast
import collections
import concurrent.futures
import contextlib
import doctest
import inspect
import io
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import types
import warnings

import numpy as np

BATCH = 25
TIMEOUT = 120
MARK = "@@"
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
REFUSED = re.compile(r"Ravel|outside the language|has no attribute '\w+'$|^!! NameError|No module named")
BEYOND = re.compile(r"^\s*(class |async |@|match |yield )|\byield\b|\bctypes\.", re.MULTILINE)
# Words by which an example belongs to a family beyond the common ones, wherever it stands.
TOPICS = {
    "datetime": r"datetime|timedelta|busday|\bNaT\b|M8|m8\[",
    "structured": r"\[\((?:'\w*'|\"\w*\"|\(').*\)|recarray|\.rec\b|'names'|\.fields|np\.void|'[a-z]\d?,|dtype\(\{|structured",
    "object": r"dtype=object|\bobject\b|'O'|Decimal|Fraction",
    "files": r"\b(?:save|savez|savetxt|load|loadtxt|genfromtxt|tofile|fromfile|memmap|open|tempfile|TemporaryFile|StringIO|BytesIO|os\.path|dump)\b",
}
MODULES = {
    "numpy": "", "numpy.linalg": "linalg", "numpy.random": "random", "numpy.fft": "fft", "numpy.polynomial": "polynomial", "numpy.polynomial.polynomial": "polynomial",
    "numpy.polynomial.chebyshev": "polynomial", "numpy.polynomial.legendre": "polynomial", "numpy.polynomial.hermite": "polynomial", "numpy.polynomial.hermite_e": "polynomial",
    "numpy.polynomial.laguerre": "polynomial", "numpy.polynomial.polyutils": "polynomial", "numpy.ma": "ma", "numpy.char": "char", "numpy.strings": "strings", "numpy.rec": "rec", "numpy.testing": "testing",
    "numpy.lib.stride_tricks": "views", "numpy.lib.scimath": "emath", "numpy.lib.array_utils": "array_utils", "numpy.lib.mixins": "classes", "numpy.lib.recfunctions": "structured",
    "numpy.lib.npyio": "files", "numpy.lib.format": "files", "numpy.exceptions": "classes", "numpy.ctypeslib": "ctypes", "numpy.dtypes": "dtype",
}
TYPES = {
    "ndarray": "ndarray", "dtype": "dtype", "generic": "scalars", "float64": "scalars", "int64": "scalars", "bool": "scalars", "complex128": "scalars", "str_": "scalars", "bytes_": "scalars", "float32": "scalars", "int8": "scalars",
    "ufunc": "ufunc methods", "nditer": "nditer", "flatiter": "ndarray", "poly1d": "polynomial", "finfo": "dtype", "iinfo": "dtype", "ndindex": "index", "ndenumerate": "index", "broadcast": "views",
    "random.Generator": "random", "random.RandomState": "random legacy", "random.SeedSequence": "random", "random.PCG64": "random", "matrix": "ma", "ma.MaskedArray": "ma", "recarray": "rec", "memmap": "files", "vectorize": "functions",
    "polynomial.Polynomial": "polynomial", "datetime64": "datetime", "timedelta64": "datetime", "errstate": "ufunc config",
}
LATER = ["structured", "datetime", "object", "files", "fft", "polynomial", "ma", "rec", "char", "ctypes"]


class Doc:
    """One docstring: whose it is, of which family, and its examples."""

    def __init__(self, name, family, examples):
        self.name, self.family, self.examples = name, family, examples


def family_of(thing, default):
    """By where NumPy itself keeps a function of its main namespace."""
    if default:
        return default
    if isinstance(thing, np.ufunc):
        return "ufunc"
    try:
        path = pathlib.Path(inspect.getsourcefile(inspect.unwrap(thing)))
        return path.stem.strip("_").removesuffix("_impl").replace("add_newdocs", "multiarray")
    except (TypeError, OSError):
        return "types" if isinstance(thing, type) else "multiarray"


def named():
    """Every public thing of NumPy: its name, itself, its family."""
    for module, family in MODULES.items():
        try:
            __import__(module)
            namespace = sys.modules[module]
        except ImportError:
            continue
        for name in sorted(getattr(namespace, "__all__", None) or [n for n in dir(namespace) if n[0] != "_"]):
            thing = getattr(namespace, name, None)
            if not isinstance(thing, types.ModuleType):
                yield f"{module.replace('numpy', 'np')}.{name}", thing, family
    for path, family in TYPES.items():
        owner = np
        for part in path.split("."):
            owner = getattr(owner, part)
        for name in sorted(vars(owner)):
            if name[0] != "_" or name in ("__array__", "__class_getitem__", "__format__"):
                yield f"{path}.{name}", getattr(owner, name, None), family


def collect():
    """The docstrings that have examples, each once."""
    seen, parser = set(), doctest.DocTestParser()
    for name, thing, family in named():
        text = inspect.getdoc(thing) if thing is not None else None
        if not text or ">>>" not in text or text in seen:
            continue
        seen.add(text)
        try:
            examples = [e.source for e in parser.get_examples(text)]
        except ValueError:
            continue
        yield Doc(name, family_of(thing, family), [e for e in examples if parses(e)])


def parses(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except SyntaxError:
            return False
    return True


def indented(source, by="    "):
    """Lines moved to the right, except within texts of several lines."""
    inside = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno > node.lineno:
            inside.update(range(node.lineno + 1, node.end_lineno + 1))
    lines = source.rstrip().splitlines()
    return "\n".join(line if n in inside else by + line for n, line in enumerate(lines, 1))


def shown(source):
    """An example as statements: what a prompt would display, they print."""
    tree = ast.parse(source)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return source
    lines, last = source.splitlines(keepends=True), tree.body[-1]
    head = "".join(lines[:last.lineno - 1]) + lines[last.lineno - 1].encode()[:last.col_offset].decode()
    return f"{head}_ = ({ast.get_source_segment(source, last)})\nif _ is not None: print(repr(_))\n"


def program(doc):
    """The docstring as a file: before the output of each example stands a mark."""
    parts = ["import numpy as np\n"]
    for i, source in enumerate(doc.examples):
        parts.append(f"print('{MARK}', {i})\ntry:\n{indented(shown(source))}\nexcept Exception as _e:\n    print('!! ' + type(_e).__name__ + ': ' + str(_e))\n")
    return "".join(parts) + f"print('{MARK}', -1)\n"


def outputs(text):
    """What each example printed, by its number."""
    found = {}
    for piece in text.split(MARK + " ")[1:]:
        head, _, rest = piece.partition("\n")
        found[int(head)] = ADDRESS.sub("0x", rest).strip()
    return found


def run_numpy(doc):
    """The docstring under this Python, in a folder of its own."""
    out, names = io.StringIO(), {"__name__": "__main__"}
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), np.errstate(), np.printoptions():
        warnings.simplefilter("ignore")
        try:
            exec(compile(program(doc), "<doc>", "exec"), names)
        except BaseException as e:  # an example may end the process
            print(f"!! {type(e).__name__}: {e}")
    return outputs(out.getvalue())


def run_numpy_twice(doc):
    with tempfile.TemporaryDirectory() as folder:
        before = pathlib.Path.cwd()
        os.chdir(folder)
        try:
            np.random.seed()
            return run_numpy(doc), run_numpy(doc)
        finally:
            os.chdir(before)


def run_ravel(command, doc):
    """The docstring by the program that is tested; None of what it did not come to."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "doc.py"
        path.write_text(program(doc), encoding="utf-8")
        try:
            done = subprocess.run(shlex.split(command) + ["doc.py"], capture_output=True, timeout=TIMEOUT, cwd=folder)
            out, err = done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            out, err = late.stdout or b"", b"?? still running"
    found = outputs(out.decode("utf-8", "replace"))
    if -1 not in found:
        last = err.decode("utf-8", "replace").strip().splitlines() or ["?? nothing"]
        missing = max(found, default=-1) + 1
        found.update({i: last[-1] for i in range(missing, len(doc.examples))})
    return found


def job(work):
    """One docstring: (family, name, source, verdict, wanted, got) of each example that counts."""
    command, doc = work
    first, second = run_numpy_twice(doc)
    beyond = [i for i, e in enumerate(doc.examples) if BEYOND.search(e)]
    kept = Doc(doc.name, doc.family, ["pass" if i in beyond else e for i, e in enumerate(doc.examples)])
    got = run_ravel(command, kept)
    rows = []
    for i, source in enumerate(doc.examples):
        want = first.get(i)
        if want is None or "ModuleNotFoundError" in want:
            break
        if want != second.get(i) or not want and not got.get(i):
            continue
        topic = next((t for t, words in TOPICS.items() if re.search(words, source + want)), doc.family)
        family = doc.family if doc.family in LATER else topic
        rows.append((family, doc.name, source, verdict(want, got.get(i, ""), i in beyond), want, got.get(i, "")))
    return rows


def verdict(want, got, beyond):
    if want == got:
        return "agree"
    return "refused" if beyond or REFUSED.search(got) else "differ"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="ravel run", help="the command that runs a file under Ravel")
    parser.add_argument("--only", default="", help="only docstrings whose name or family contains this")
    parser.add_argument("--show", help="show the examples of this verdict: differ, refused or all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    docs = [d for d in collect() if d.examples and (options.only in d.name or options.only == d.family)]
    counts = collections.defaultdict(collections.Counter)
    command = str(pathlib.Path(options.program.split()[0]).resolve()) + " " + " ".join(options.program.split()[1:])
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for rows in pool.map(job, [(command, d) for d in docs]):
            for family, name, source, found, want, got in rows:
                counts[family][found] += 1
                if options.show in (found, "all"):
                    print(f"--- {found}: {family}: {name}\n{source.rstrip()}\n  NumPy: {want[:600]}\n  Ravel: {got[:600]}")
    report(counts)


def report(counts):
    """Agreement by family, the later families apart."""
    order = sorted(counts, key=lambda f: (f in LATER, f))
    print(f"{'family':24}{'agree':>8}{'differ':>8}{'refused':>8}")
    for family in order + ["all but later", "all"]:
        chosen = [family] if family in counts else [f for f in counts if family == "all" or f not in LATER]
        total = sum((counts[f] for f in chosen), collections.Counter())
        later = " (later)" if family in LATER else ""
        print(f"{family + later:24}{total['agree']:8}{total['differ']:8}{total['refused']:8}")


if __name__ == "__main__":
    main()
