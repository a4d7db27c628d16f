"""The lesson's code is ordinary Python with NumPy: IPython runs it and says the same.

Cells tagged `ravel-only` use Ravel's own commands and are left out; the output of those tagged `address` is not compared.
What the lesson times is run once here.
"""

import pathlib
import re

import nbformat
import notebooks
import pytest
from nbclient import NotebookClient

LESSON = sorted((pathlib.Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def in_python(path):
    """The notebook's cells that Python knows, after IPython has run them."""
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if "ravel-only" not in notebooks.tags(cell)]
    for cell in notebook.cells:
        cell.source = re.sub(r"^(%%?timeit)(?: -[nr] \d+)*", r"\1 -n 1 -r 1", cell.source)
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute()
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


def comparable(cell):
    return not notebooks.ignored(cell) and not {"ravel-only", "address"} & set(notebooks.tags(cell))


def test_the_lesson_is_there():
    assert len(LESSON) >= 5


@pytest.mark.parametrize("path", LESSON, ids=lambda path: path.stem)
def test_notebook_is_well_formed(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "ravel"
    assert any(cell.get("outputs") for cell in notebook.cells), "no outputs are stored: run `ravel run --update`"


@pytest.mark.parametrize("path", LESSON, ids=lambda path: path.stem)
def test_python_says_what_is_stored(path):
    python = in_python(path)
    differences = [
        f"{cell.id}:\n  stored {notebooks.values(cell.outputs)}\n  Python {notebooks.values(python[cell.id].outputs)}"
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "code"
        and comparable(cell)
        and notebooks.values(cell.outputs) != notebooks.values(python[cell.id].outputs)
    ]
    if differences:
        pytest.fail("\n".join(differences), pytrace=False)
