"""The lesson in Ravel: headless, through Jupyter, and with the tools that people use on notebooks."""

import json
import subprocess
import sys

import lesson
import nbformat
import pytest
from nbformat import v4

NOTEBOOKS = sorted((lesson.ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_headless(ravel, path):
    done = subprocess.run([ravel, "run", "--check", str(path)], capture_output=True, text=True, timeout=600)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_through_jupyter(path):
    run = lesson.Run(path)
    run.execute("ravel", timeout=600)
    assert run.cells and run.is_recorded()
    if run.failures:
        pytest.fail("\n".join(run.failures), pytrace=False)


@pytest.fixture
def small(ravel, tmp_path):
    """A small notebook with its outputs stored."""
    sources = ["import numpy as np\na = np.arange(6).reshape(2, 3)\na", "b = a.T\nb += 1\nprint(b.strides)", "%timeit -n 1 -r 1 a.sum()"]
    book = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    book.cells[-1].metadata["tags"] = ["nbval-ignore-output"]
    book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
    path = tmp_path / "small.ipynb"
    nbformat.write(book, path)
    subprocess.run([ravel, "run", "--update", str(path)], check=True, timeout=60)
    return path


def python(*arguments, cwd):
    done = subprocess.run([sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nbval_accepts_it(small):
    python("pytest", "--nbval", "-p", "no:cacheprovider", small, cwd=small.parent)


def test_nbconvert_executes_it(small):
    python("nbconvert", "--execute", "--to", "notebook", "--output", "done", small, cwd=small.parent)
    before, after = (json.loads((small.parent / name).read_text()) for name in ("small.ipynb", "done.ipynb"))
    for one, two in zip(before["cells"][:2], after["cells"][:2]):
        assert [o.get("data") for o in one["outputs"]] == [o.get("data") for o in two["outputs"]]
