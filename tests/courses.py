"""Existing NumPy courses, cell by cell, in IPython and in Ravel: does a teacher see the same?

    courses.py --program CMD [--show differ,refused,…] FILE…

A course is a notebook, a script whose cells are separated by `# %%`, or a text (Markdown, reStructuredText) with `>>>`
examples, `In [1]:` prompts or fenced blocks of Python: each example is a cell then. Every course runs in a folder of its
own, once as a notebook that CMD executes with `--update` and twice in IPython; cells whose two runs differ are
nondeterministic, and of these only success or failure is compared. Unseeded legacy generators are seeded first.
What is compared is the streams, the displayed result and the error's name and text.

    agree             the same in both
    rounding          the same but for the last digits: another BLAS, or another library of mathematical functions
    refused           Ravel names what it has not, in one clear sentence
    after refused     the cell uses a name that a refused cell should have bound
    differ            anything else; shown as a diff
    nondeterministic  IPython said something else the second time (or the cell shows uninitialized memory), and both
                      succeeded or failed alike
    not judged        the cell needs a package, a file, an answer or a name that is not here, or asks for a page of help,
                      whose words are each one's own
"""

import argparse
import ast
import collections
import difflib
import doctest
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

VERDICTS = ["agree", "rounding", "differ", "refused", "after refused", "nondeterministic", "not judged"]
HERE = {"numpy", "math", "random", "time", "sys", "itertools", "functools", "string", "copy", "IPython", "os", "warnings"}
HERE |= set(sys.stdlib_module_names)
ELSEWHERE = {"ModuleNotFoundError", "EOFError", "FileNotFoundError", "URLError", "StdinNotImplementedError", "UsageError"}
SEED = "from numpy.random import seed\nseed(0)\nfrom random import seed\nseed(0)\ndel seed"
CELL_SECONDS, COURSE_SECONDS = 30, 600


# Reading a course.


def read(path):
    """The course's cells, as source texts."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        return [source for source in notebook(json.loads(text)) if source.strip()]
    if path.suffix == ".py" and ">>> " not in text:
        parts = re.split(r"^# ?%%.*\n", text, flags=re.MULTILINE)
        return [part.strip("\n") for part in parts if part.strip()]
    return examples(text)


def notebook(stored):
    cells = stored.get("cells") or [cell for sheet in stored.get("worksheets", []) for cell in sheet["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            source = cell.get("source", cell.get("input", ""))
            yield "".join(source)


def examples(text):
    """The `>>>` examples, `In [n]:` inputs and fenced Python blocks of a text, in order."""
    found = []
    for match in re.finditer(r"^```\s*(?:python|py|ipython3?|\{code-cell\}[^\n]*)\n(.*?)^```", text, re.M | re.S):
        if ">>> " not in match[1]:
            found.append((match.start(), re.sub(r"\A(---\n.*?---\n|(:\w.*\n)+)", "", match[1], flags=re.S)))
    for match in re.finditer(r"^( *)In ?\[\d*\]: (.*\n(?:\1 *\.\.\.+: ?.*\n)*)", text, re.M):
        found.append((match.start(), re.sub(r"^ *\.\.\.+: ?", "", match[2], flags=re.M)))
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    try:
        prompts = doctest.DocTestParser().get_examples(text)
    except ValueError:
        prompts = loose_prompts(text)
    found += [(lines[example.lineno], example.source) for example in prompts]
    return [source.strip("\n") for _, source in sorted(found, key=lambda pair: pair[0]) if source.strip()]


def loose_prompts(text):
    """The `>>>` examples of a text that the doctest module finds malformed."""
    Loose = collections.namedtuple("Loose", "lineno source")
    found = []
    for number, line in enumerate(text.splitlines()):
        bare = line.strip()
        if bare.startswith(">>> "):
            found.append(Loose(number, bare[4:] + "\n"))
        elif bare.startswith("...") and found and found[-1].lineno + found[-1].source.count("\n") == number:
            found[-1] = Loose(found[-1].lineno, found[-1].source + line.strip()[4:] + "\n")
    return found


def without_foreign_imports(sources):
    """The cells without the imports of packages that are in neither place, and the names these would bind."""
    names, kept = set(), []
    for source in sources:
        lines = []
        for line in source.split("\n"):
            match = re.match(r"\s*(?:from\s+(\w+)[\w.]*\s+import\s+(.*)|import\s+(\w+)([\w.]*)(?:\s+as\s+(\w+))?)", line)
            root = match and (match[1] or match[3])
            if not root or root in HERE or "," in line and not match[1]:
                lines.append(line)
                continue
            bound = match[2].strip("() ").split(",") if match[2] else [match[5] or match[3]]
            names.update(part.split(" as ")[-1].strip() for part in bound)
            lines.append(line[: len(line) - len(line.lstrip())] + "pass")
        kept.append("\n".join(lines))
    return kept, names - {"*"}


def with_seeds(sources):
    """The cells, each after one that seeds the legacy generators (or does nothing), so that a refused cell shifts none."""
    cells = ["%layout off"]
    for source in sources:
        cells += [SEED if "rand" in source and "seed" not in source else "pass", source]
    return cells


# Running it.


def oracle(sources):
    """What each cell shows in IPython; runs in a process of its own (`courses.py --oracle`)."""
    import io
    import signal
    import warnings
    from contextlib import redirect_stderr, redirect_stdout

    from IPython.core.interactiveshell import InteractiveShell

    shell, shown, seen = InteractiveShell.instance(colors="nocolor"), [], []
    shell.history_manager.enabled = False
    hook = type(shell.displayhook)
    hook.write_output_prompt = lambda self: None
    hook.write_format_data = lambda self, data, metadata=None: shown.append(data["text/plain"])
    hook.finish_displayhook = lambda self: setattr(self, "_is_active", False)
    shell.display_pub.publish = lambda data, *rest, **options: None
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **options: None
    shell.set_hook("show_in_pager", lambda self, data, start, screen_lines: None, 1)
    shell.ask_exit = lambda: None
    warnings.simplefilter("default")
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("too slow")))
    for source in sources:
        shown.clear()
        with redirect_stdout(io.StringIO()) as stdout, redirect_stderr(io.StringIO()) as stderr:
            signal.alarm(CELL_SECONDS)
            done = shell.run_cell(source, store_history=True)
            signal.alarm(0)
        error = done.error_before_exec or done.error_in_exec
        seen.append(
            {"stdout": stdout.getvalue(), "stderr": stderr.getvalue(), "result": "\n".join(shown)}
            | {"error": error and [type(error).__name__, str(error)]}
        )
    return seen


def in_ipython(sources, folder):
    command = [sys.executable, str(pathlib.Path(__file__).resolve()), "--oracle"]
    done = subprocess.run(
        command, input=json.dumps(sources), capture_output=True, text=True, cwd=folder, timeout=COURSE_SECONDS
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.rpartition("\n#")[2])


def in_ravel(program, sources, folder):
    code = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {"tags": ["raises-exception"]}, "source": source}
        | {"outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "ravel", "display_name": "Ravel", "language": "python"}}
    path = pathlib.Path(folder) / ".course.ipynb"
    path.write_text(json.dumps({"cells": code, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    done = subprocess.run(
        [*program, "--update", path.name], capture_output=True, text=True, cwd=folder, timeout=COURSE_SECONDS
    )
    cells = json.loads(path.read_text())["cells"]
    if done.returncode:
        print(f"  ravel ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return [shown_by(cell["outputs"]) for cell in cells]


def shown_by(outputs):
    seen = {"stdout": "", "stderr": "", "result": "", "error": None}
    for output in outputs:
        if output["output_type"] == "stream":
            seen[output["name"]] += "".join(output["text"])
        elif output["output_type"] == "execute_result":
            seen["result"] += ("\n" if seen["result"] else "") + "".join(output["data"]["text/plain"])
        elif output["output_type"] == "error":
            seen["error"] = [output["ename"], output["evalue"]]
    return seen


# Comparing.


def comparable(seen):
    """A cell's output without what names the machine: where a warning arose, the kernel's pages."""
    warned = re.sub(r"^.*?:\d+: (\w*Warning: )", r"\1", seen["stderr"], flags=re.M)
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen["stdout"]).replace("\r\n", "\n")
    error = seen["error"] and [seen["error"][0], re.sub(r"<ipython-input-(\d+)-\w+>", r"Cell In[\1]", seen["error"][1])]
    # A module of Ravel's lies in no file.
    result = re.sub(r"<module '([\w.]+)' from '[^']*'>", r"<module '\1'>", seen["result"])
    return seen | {"result": result} | {"stderr": warned.strip(), "stdout": plain, "error": error}


NUMBER = re.compile(r"[-+]?\d+\.\d*(?:e[-+]?\d+)?|[-+]?\d+(?:e[-+]?\d+)?")


def close(want, have):
    """Whether two outputs are the same but for the last digits of their floats, and for what rounding leaves of zeros."""
    texts = ["\n".join(str(seen[part]) for part in ("stdout", "stderr", "result", "error")) for seen in (want, have)]
    words = ["".join(NUMBER.sub("#", text).split()) for text in texts]
    numbers = [[float(n) for n in NUMBER.findall(text)] for text in texts]
    near = all(abs(a - b) <= 1e-7 * abs(a) + 1e-12 for a, b in zip(*numbers))
    return words[0] == words[1] and len(numbers[0]) == len(numbers[1]) and near


def is_refusal(seen):
    kind, text = seen["error"] or ("", "")
    words = ("Ravel", "outside the language", "not there yet")
    return kind == "NotImplementedError" or any(word in text for word in words)


def is_page(source, want, have):
    """Whether the cell shows a page of help, or the list of magics."""
    asks = re.search(r"^(help\(|np\.info\(|np\.show_config\(|%lsmagic|%magic|%quickref)", source, re.M)
    return bool(asks) and want != have and bool(want["error"]) == bool(have["error"])


def names_of(source):
    """The names that a cell binds, and those that it uses."""
    lines = [re.sub(r"^(\s*)(?:%%?\w+|!).*", r"\1pass", line) for line in source.split("\n")]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        words = set(re.findall(r"\b[A-Za-z_]\w*\b", source))
        return words & set(re.findall(r"\b([A-Za-z_]\w*)\s*=[^=]", source)), words
    bound, used = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            inner = node.value
            while isinstance(inner, (ast.Subscript, ast.Attribute)):
                inner = inner.value
            if isinstance(inner, ast.Name):
                bound.add(inner.id)
    return bound, used


def verdicts(sources, expected, again, got, foreign):
    """Each cell's verdict; `foreign` are the names that no import here binds."""
    lost, absent = set(), set(foreign)
    for source, want, other, have in zip(sources, expected, again, got):
        bound, used = names_of(source)
        want, other, have = comparable(want), comparable(other), comparable(have)
        failed = want["error"] and (want["error"][0] in ELSEWHERE or "too slow" in want["error"][1])
        if used & absent and (want["error"] or want != have) or failed or used & foreign or is_page(source, want, have):
            verdict = "not judged"
            absent |= bound if want["error"] else set()
        elif want == have:
            verdict = "agree"
            lost -= bound - used
            absent -= bound - used
        elif close(want, have):
            verdict = "rounding"
        elif is_refusal(have):
            verdict, lost = "refused", lost | bound
        elif used & lost:
            verdict, lost = "after refused", lost | bound
        elif (want != other or "np.empty(" in source) and bool(want["error"]) == bool(have["error"]):
            verdict = "nondeterministic"
        else:
            verdict = "differ"
        yield verdict


def difference(want, have):
    def lines(seen):
        seen = comparable(seen)
        parts = [(part, seen[part]) for part in ("stdout", "stderr", "result") if seen[part]]
        parts += [("error", ": ".join(seen["error"]))] if seen["error"] else []
        return [line for part, text in parts for line in (f"[{part}]", *text.split("\n"))]

    return "\n".join(difflib.unified_diff(lines(want), lines(have), "IPython", "Ravel", lineterm="", n=1))


def run(program, path, shown):
    """Runs one course, shows the cells whose verdict is in `shown`, returns the counts and the refusals."""
    sources, foreign = without_foreign_imports(read(path))
    places = [tempfile.TemporaryDirectory() for _ in range(3)]
    expected, again = (in_ipython(with_seeds(sources), place.name)[2::2] for place in places[:2])
    got = in_ravel(program, with_seeds(sources), places[2].name)[2::2]
    counts, refusals = collections.Counter(), collections.Counter()
    for number, verdict in enumerate(verdicts(sources, expected, again, got, foreign)):
        counts[verdict] += 1
        if verdict == "refused":
            refusals[": ".join(got[number]["error"])] += 1
        if verdict in shown:
            print(f"--- {path.name}, cell {number + 1}: {verdict}\n{sources[number]}")
            print(difference(expected[number], got[number]), end="\n\n")
    for place in places:
        place.cleanup()
    return counts, refusals


def line(title, counts):
    total = sum(counts.values())
    return f"{title:<44}{total:>5}" + "".join(f"{counts[v]:>{max(len(v), 5) + 2}}" for v in VERDICTS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/ravel run", help="the command that runs a notebook")
    parser.add_argument("--show", default="differ", help="verdicts whose cells are shown, separated by commas")
    parser.add_argument("--oracle", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.oracle:
        answer = oracle(json.load(sys.stdin))
        print("\n#" + json.dumps(answer), flush=True)
        os._exit(0)
    program = shlex.split(options.program)
    if os.sep in program[0]:
        program[0] = os.path.abspath(program[0])
    table, total, refusals = [], collections.Counter(), collections.Counter()
    for path in options.files:
        counts, refused = run(program, path, options.show.split(","))
        table.append(line(path.name, counts))
        total, refusals = total + counts, refusals + refused
    print(f"{'course':<44}cells" + "".join(f"{v:>{max(len(v), 5) + 2}}" for v in VERDICTS))
    print("\n".join([*table, line("all", total)]))
    for text, count in refusals.most_common():
        print(f"{count:>5}  {text.splitlines()[0]}")
    return 1 if total["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
