"""The kernel under the programs that people use it with. Run by `make clients`."""

import shutil
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat import v4

from terminal import terminal  # noqa: F401

pytestmark = pytest.mark.clients


def cell(source, *tags):
    return v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


@pytest.fixture
def book(tmp_path):
    cells = [
        v4.new_markdown_cell("# Rows"),
        cell("rows = 2", "parameters"),
        cell("import numpy as np\na = np.arange(rows * 3).reshape(rows, 3)\na.T"),
        cell("print(rows)"),
        cell("%timeit -n1 -r1 a.sum()", "nbval-ignore-output"),
    ]
    made = v4.new_notebook(cells=cells)
    made.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
    path = tmp_path / "book.ipynb"
    nbformat.write(made, path)
    return path


def run(*words, cwd):
    done = subprocess.run([sys.executable, "-m", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def executed(book, cwd):
    run("jupyter", "execute", "--inplace", book, cwd=cwd)
    return book


def test_papermill_sets_parameters(book, tmp_path):
    run("papermill", book, tmp_path / "out.ipynb", "-p", "rows", "4", "-p", "title", "x", cwd=tmp_path)
    cells = nbformat.read(tmp_path / "out.ipynb", 4).cells
    injected = next(c for c in cells if "injected-parameters" in c.metadata.get("tags", []))
    assert "rows = 4" in injected.source
    assert any(o.get("text") == "4\n" for c in cells if c.cell_type == "code" for o in c.outputs)


def test_nbval_and_nbmake_pass(book, tmp_path):
    executed(book, tmp_path)
    assert "passed" in run("pytest", "-q", "-p", "no:cacheprovider", "--nbval", book, cwd=tmp_path)
    assert "1 passed" in run("pytest", "-q", "-p", "no:cacheprovider", "--nbmake", book, cwd=tmp_path)


def test_nbval_sees_another_output(book, tmp_path):
    executed(book, tmp_path)
    book.write_text(book.read_text().replace('"2\\n"', '"3\\n"'))
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", str(book)]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120).returncode == 1


@pytest.mark.parametrize(
    ("to", "ending", "texts"),
    [
        ("html", "html", ["ravel-report", "view of", "<h1"]),
        ("markdown", "md", ["```python", "# Rows"]),
        ("script", "py", ["a = np.arange(rows * 3).reshape(rows, 3)", "# # Rows"]),
    ],
)
def test_nbconvert(book, tmp_path, to, ending, texts):
    executed(book, tmp_path)
    run("jupyter", "nbconvert", "--to", to, book, cwd=tmp_path)
    made = (tmp_path / f"book.{ending}").read_text()
    for text in texts:
        assert text in made


@pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")
def test_jupyter_console(terminal, tmp_path):
    console = terminal(f"{sys.executable} -m jupyter_console --kernel ravel")
    console.wait("In [1]:")
    console.type("import numpy as np", "In [2]:")
    assert "nothing copied" in console.type("a = np.arange(6).reshape(2, 3)", "In [3]:")
    console.tmux("send-keys", "-l", "a.resh")
    console.keys("Tab")
    console.wait("a.reshape")
    assert "array([[0, 1]," in console.type("(3, 2)", "In [4]:")
    assert "ZeroDivisionError: division by zero" in console.type("1/0", "In [5]:")
    console.type("for i in range(2):", "...:")
    console.type("print('row', i)")
    console.keys("Enter")
    assert "row 1" in console.wait("In [6]:")
    console.type("name = input('who? ')", "who? ")
    console.type("Ada", "In [7]:")
    assert "'Ada'" in console.type("name", "In [8]:")
    # An interrupt ends the cell, not the console, and the variables stay.
    console.type("while True: a = a.T", "...:")
    console.keys("Enter")
    time.sleep(1)
    console.keys("C-c")
    assert "KeyboardInterrupt" in console.wait("In [9]:")
    assert "'Ada'" in console.type("name", "In [10]:")


SAME = [
    "import numpy as np\nn = 3",
    "a = np.arange(n * 4).reshape(n, 4) / 3\na",
    "print(a.mean(axis=0))\nprint('done')",
    "x = !printf 'one\\ntwo\\n'\nx.s",
    "%precision 3\na[0, 1]",
    "{'a': list(range(40)), 'b': a.dtype}",
    "a[5]",
]


def test_papermill_stores_what_it_stores_with_ipykernel(tmp_path):
    """Results, streams and the failure at the end; a report of memory is Ravel's own."""
    stored = {}
    for name in ("ravel", "python3"):
        made = v4.new_notebook(cells=[cell(source) for source in SAME])
        made.metadata.kernelspec = {"name": name, "display_name": name, "language": "python"}
        nbformat.write(made, tmp_path / f"{name}.ipynb")
        words = [sys.executable, "-m", "papermill", "--no-progress-bar", f"{name}.ipynb", f"{name}.out.ipynb"]
        ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert ended.returncode == 1 and "IndexError: index 5 is out of bounds for axis 0 with size 3" in ended.stderr
        cells = [c for c in nbformat.read(tmp_path / f"{name}.out.ipynb", 4).cells if c.cell_type == "code"]
        stored[name] = [[told(o) for o in c.outputs if o.output_type != "display_data"] for c in cells]
    assert stored["ravel"] == stored["python3"]


def told(output):
    if output.output_type == "stream":
        return output.name, output.text
    if output.output_type == "error":
        return output.ename, output.evalue
    return output.data["text/plain"]
