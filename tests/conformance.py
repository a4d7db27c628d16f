"""Small programs that Ravel and NumPy must run alike.

Each case is one file `tests/conformance/FAMILY/NAME.py`; beside it lies `NAME.out`, what CPython with NumPy printed.
To add a case, add a file and run `make record`.

    conformance.py record [CASE…]                   run the cases under this Python and store what they print
    conformance.py check --program CMD [CASE…]      run them with CMD and show every difference

What is compared is the standard output and, after an uncaught exception, the traceback's last line and the exit code.
"""

import argparse
import collections
import concurrent.futures
import difflib
import os
import pathlib
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


def run_program(program, case):
    """The outcome of `program CASE`."""
    try:
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


def _run_in_child(case, out, err):
    import runpy
    import traceback

    code = 0
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
    try:
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
            if got == stored(case):
                continue
            failed[case.parent.name] += 1
            print(f"FAILED {name(case)}")
            if not quiet:
                print(difference(stored(case), got), end="\n\n")
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
    options = parser.parse_args()
    if options.action == "record":
        return record(options.cases)
    program = shlex.split(options.program)
    if os.sep in program[0]:
        program[0] = os.path.abspath(program[0])
    return check(program, options.cases, options.quiet)


if __name__ == "__main__":
    sys.exit(main())
