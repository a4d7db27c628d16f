"""Runs the lesson as a learner would: `lesson.py NOTEBOOK…`.

Each notebook is run through Jupyter with the kernel `ravel`. Every cell is shown in the terminal as it ends, with its
memory report, and compared with the stored output. The pages are rendered to `target/lesson`, and at the end all
notebooks are run once more headless, by `ravel run --check`.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter

import notebooks

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "target" / "lesson"
COLOUR = sys.stdout.isatty()


def paint(code, text):
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def rule(text):
    print(paint("1;36", f"── {text} ".ljust(100, "─")), flush=True)


def show(cell):
    """The cell's source and everything it put out, as text."""
    number = cell.get("execution_count") or " "
    source = cell.source.splitlines()
    folded = cell.metadata.get("jupyter", {}).get("source_hidden")
    for i, line in enumerate(source):
        print(paint("32", f"In[{number}]".rjust(7) if i == 0 else " " * 7), paint("2" if folded else "0", line))
    for output in cell.outputs:
        kind = output["output_type"]
        if kind == "stream":
            text = output["text"]
        elif kind == "error":
            text = paint("31", f"{output['ename']}: {output['evalue']}")
        else:
            text = output["data"].get("text/plain", "")
            if kind == "display_data":
                text = paint("36", text)
        for line in text.rstrip("\n").splitlines():
            print(" " * 7, line)
    print(flush=True)


class Run:
    """One notebook, run through Jupyter."""

    def __init__(self, path):
        self.path = path
        self.notebook = nbformat.read(path, 4)
        self.stored = {cell.id: list(cell.get("outputs", [])) for cell in self.notebook.cells}
        self.cells = 0
        self.failures = []

    def execute(self, kernel, timeout):
        client = NotebookClient(
            self.notebook,
            kernel_name=kernel,
            timeout=timeout,
            resources={"metadata": {"path": str(self.path.parent)}},
            on_cell_executed=self.executed,
        )
        try:
            client.execute()
        except CellExecutionError as error:
            self.failures.append(f"stopped by {error.ename}: {error.evalue}")
        except (DeadKernelError, TimeoutError) as error:
            self.failures.append(f"the kernel gave up: {error}")

    def executed(self, cell, cell_index, execute_reply):
        if cell.cell_type != "code":
            return
        self.cells += 1
        show(cell)
        if notebooks.ignored(cell) or not self.is_recorded():
            return
        diff = notebooks.difference(self.stored[cell.id], cell.outputs)
        if diff:
            self.failures.append(f"cell {cell.id} differs from what is stored")
            print(paint("31", diff), end="\n\n", flush=True)

    def is_recorded(self):
        return any(self.stored.values())

    def render(self):
        page = PAGES / (self.path.stem + ".html")
        html, _ = HTMLExporter(embed_images=True).from_notebook_node(self.notebook)
        # The pages lie beside one another: links between notebooks become links between pages.
        page.write_text(html.replace('.ipynb"', '.html"'), encoding="utf-8")
        return page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path)
    parser.add_argument("--kernel", default="ravel")
    parser.add_argument("--ravel", default=os.environ.get("RAVEL", str(ROOT / "target/release/ravel")))
    parser.add_argument("--timeout", type=int, default=600, help="seconds for each cell")
    options = parser.parse_args()
    PAGES.mkdir(parents=True, exist_ok=True)
    begin, runs, pages = time.monotonic(), [], []
    for i, path in enumerate(options.notebooks, 1):
        rule(f"{path.name} through Jupyter ({i} of {len(options.notebooks)})")
        run = Run(path)
        run.execute(options.kernel, options.timeout)
        pages.append(run.render())
        runs.append(run)
    headless = None
    if options.kernel == "ravel":
        rule("all notebooks headless: ravel run --check")
        headless = subprocess.run([options.ravel, "run", "--check", *map(str, options.notebooks)]).returncode
    return summary(runs, pages, headless, time.monotonic() - begin)


def summary(runs, pages, headless, seconds):
    rule("the lesson")
    for run, page in zip(runs, pages):
        verdict = paint("31", "FAILED") if run.failures else paint("32", "passed")
        note = "" if run.is_recorded() else "  (no outputs stored yet: `ravel run --update`)"
        print(f"  {verdict}  {run.path.name:<34}{run.cells:>3} cells   {page.relative_to(ROOT)}{note}")
        for failure in run.failures:
            print(f"          {failure}")
    failed = sum(bool(run.failures) for run in runs)
    cells = sum(run.cells for run in runs)
    print(f"  Jupyter: {len(runs) - failed} passed, {failed} failed; {cells} cells in {seconds:.0f} s")
    if headless is not None:
        print(f"  Headless: {'FAILED' if headless else 'passed'}")
    print(f"  Read it in a browser: {pages[0].resolve().as_uri()}")
    return 1 if failed or headless else 0


if __name__ == "__main__":
    sys.exit(main())
