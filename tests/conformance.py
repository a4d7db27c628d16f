"""Small programs that Ravel and NumPy must run alike.

Each case is one file `tests/conformance/FAMILY/NAME.py`; beside it lies `NAME.out`, what CPython with NumPy printed.
To add a case, add a file and run `make record`.

    conformance.py record [CASE…]                   run the cases under this Python and store what they print
    conformance.py check --program CMD [CASE…]      run them with CMD and show every difference

What is compared is the standard output and, after an uncaught exception, the traceback's last line and the exit code.
The programs of the family `display` are cells, separated by `# %%`: of these the displayed results are compared too, and
IPython is the oracle. CMD runs them as a notebook, with `--update`.
The programs of the family `beyond` are outside the language: they must be refused by an error that says so.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import difflib
import io
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent / "conformance"
TIMEOUT = 60
EXCEPTION = "!! "


def cases(selected=()):
    """The case files, all or those selected by path or by part of a name."""
    found = sorted(ROOT.rglob("*.py"))
    return [c for c in found if not selected or any(s in str(c) for s in selected)]


def name(case):
    return str(case.relative_to(ROOT).with_suffix(""))


def stored(case):
    """What the oracle printed for the case when it was recorded."""
    return case.with_suffix(".out").read_text(encoding="utf-8")


def outcome(stdout, stderr, code):
    """A run as the one text that is stored and compared."""
    if code == 0:
        return stdout
    lines = stderr.strip().splitlines() or [f"(exit code {code} and nothing on stderr)"]
    if stdout and not stdout.endswith("\n"):
        stdout += "\n"
    return f"{stdout}{EXCEPTION}{lines[-1]}\n"


def is_cells(case):
    return case.parent.name == "display"


def is_beyond(case):
    """Whether the case is outside the language: Ravel must refuse it, and never print anything else."""
    return case.parent.name == "beyond"


def verdict(case, got):
    """What is wrong with an outcome; empty if it is right."""
    if not is_beyond(case):
        return "" if got == stored(case) else difference(stored(case), got)
    if got == stored(case):
        return "this is within the language now: move the case to its family"
    printed, _, refusal = got.rpartition(EXCEPTION)
    refused = any(word in refusal for word in ("Ravel", "outside the language"))
    if refused and stored(case).startswith(printed):
        return ""
    return "neither NumPy's output nor a refusal that says so:\n" + difference(stored(case), got)


def cells(case):
    return [part.strip("\n") for part in case.read_text(encoding="utf-8").split("# %%\n") if part.strip()]


def cell_outcome(number, stdout, result=None, error=None):
    """What one cell showed, in the form in which it is stored."""
    text = f"In[{number}]\n{stdout}"
    if stdout and not stdout.endswith("\n"):
        text += "\n"
    if result is not None:
        text += f"Out[{number}]: {result}\n"
    if error is not None:
        text += f"{EXCEPTION}{error}\n"
    return text


def run_cells(program, case):
    """The outcome of the case's cells as a notebook that `program` executes."""
    code = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {"tags": ["raises-exception"]}, "source": source}
        | {"outputs": [], "execution_count": None}
        for i, source in enumerate(cells(case))
    ]
    kernel = {"kernelspec": {"name": "ravel", "display_name": "Ravel", "language": "python"}}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "cells.ipynb"
        path.write_text(json.dumps({"cells": code, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
        done = subprocess.run([*program, "--update", str(path)], capture_output=True, timeout=TIMEOUT)
        if done.returncode:
            return f"{EXCEPTION}{done.stderr.decode('utf-8', 'replace').strip()}\n"
        return "".join(notebook_cell(i, c) for i, c in enumerate(json.loads(path.read_text())["cells"], 1))


def notebook_cell(number, cell):
    stdout, result, error = "", None, None
    for output in cell["outputs"]:
        if output["output_type"] == "stream" and output["name"] == "stdout":
            stdout += "".join(output["text"])
        elif output["output_type"] == "execute_result":
            text = "".join(output["data"]["text/plain"])
            result = text if result is None else f"{result}\n{text}"
        elif output["output_type"] == "error":
            error = f"{output['ename']}: {output['evalue']}"
    return cell_outcome(number, stdout, result, error)


def run_program(program, case):
    """The outcome of `program CASE`."""
    try:
        if is_cells(case):
            return run_cells(program, case)
        done = subprocess.run(
            [*program, str(case)], capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return f"{EXCEPTION}(no end within {TIMEOUT} s)\n"
    return outcome(
        done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode
    )


def run_oracle(case):
    """The outcome under this Python: in a fork, so that NumPy is imported once for all cases."""
    import numpy  # noqa: F401

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _run_in_child(case, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return outcome(out.read().decode(), err.read().decode(), code)


def _ipython(case):
    """Runs the case's cells in IPython and prints what each showed."""
    from IPython.core.interactiveshell import InteractiveShell

    shell, shown = InteractiveShell.instance(colors="nocolor"), []
    shell.history_manager.enabled = False
    hook = type(shell.displayhook)
    hook.write_output_prompt = lambda self: None
    hook.write_format_data = lambda self, data, metadata=None: shown.append(data["text/plain"])
    hook.finish_displayhook = lambda self: setattr(self, "_is_active", False)
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **options: None
    for number, source in enumerate(cells(case), 1):
        shown.clear()
        with contextlib.redirect_stdout(io.StringIO()) as stdout, contextlib.redirect_stderr(io.StringIO()):
            done = shell.run_cell(source, store_history=True)
        error = done.error_before_exec or done.error_in_exec
        text = error and f"{type(error).__name__}: {error}"
        # A kernel names the file of a cell otherwise than IPython alone does.
        text = text and re.sub(r"<ipython-input-(\d+)-\w+>", r"Cell In[\1]", text)
        printed = stdout.getvalue().replace("\r\n", "\n")
        print(cell_outcome(number, printed, "\n".join(shown) if shown else None, text), end="")


def _run_in_child(case, out, err):
    import runpy
    import traceback

    code = 0
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
    try:
        if is_cells(case):
            _ipython(case)
        else:
            runpy.run_path(str(case), run_name="__main__")
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def difference(expected, got):
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), "NumPy", "here", lineterm="", n=2)
    return "\n".join(lines)


def record(selected):
    changed = 0
    for case in cases(selected):
        text, out = run_oracle(case), case.with_suffix(".out")
        if not out.exists() or out.read_text(encoding="utf-8") != text:
            out.write_text(text, encoding="utf-8")
            changed += 1
            print(f"recorded {name(case)}")
    print(f"{len(cases(selected))} cases, {changed} changed")
    return 0


def check(program, selected, quiet):
    chosen, failed = cases(selected), collections.Counter()
    families = collections.Counter(c.parent.name for c in chosen)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, got in zip(chosen, pool.map(lambda c: run_program(program, c), chosen)):
            wrong = verdict(case, got)
            if not wrong:
                continue
            failed[case.parent.name] += 1
            print(f"FAILED {name(case)}")
            if not quiet:
                print(wrong, end="\n\n")
    for family, total in sorted(families.items()):
        print(f"  {family:<14}{total - failed[family]:>4} of {total}")
    print(f"{len(chosen) - failed.total()} passed, {failed.total()} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["record", "check"])
    parser.add_argument("cases", nargs="*", help="paths or parts of names; all when none is given")
    parser.add_argument("--program", default="target/release/ravel run", help="the command that runs a case")
    parser.add_argument("--quiet", action="store_true", help="names of failed cases only")
    options = parser.parse_intermixed_args()
    if options.action == "record":
        return record(options.cases)
    program = shlex.split(options.program)
    if os.sep in program[0]:
        program[0] = os.path.abspath(program[0])
    return check(program, options.cases, options.quiet)


if __name__ == "__main__":
    sys.exit(main())
