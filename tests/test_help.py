"""Completion and inspection, as a learner meets them while typing."""

import time

import pytest

from test_kernel import started

SETUP = """\
import numpy as np
import math
grid = np.arange(12.0).reshape(3, 4)
table = {'alpha': grid, 'beta': [1, 2], 3: 'three', "it's": 1}
words = ['one', 'two']
def area(width, height=1.5, *, unit='m'):
    "Width times height."
    return width * height
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here")
    (folder / "lesson.py").write_text("")
    (folder / "data.csv").write_text("")
    (folder / "sub").mkdir()
    with started(cwd=str(folder)) as client:
        client.run(SETUP)
        yield client


def complete(kernel, code):
    """The matches at the mark `|`, and the text that they replace."""
    cursor = code.index("|")
    code = code[:cursor] + code[cursor + 1 :]
    reply = kernel.ask("complete", code, cursor)
    assert reply["status"] == "ok" and reply["cursor_end"] == cursor
    return reply["matches"], code[reply["cursor_start"] : cursor]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("gri|", "grid"),
        ("grid.resh|", "reshape"),
        ("grid.T.resh|", "reshape"),
        ("np.zeros(3).resh|", "reshape"),
        ("grid[0].su|", "sum"),
        ("grid[:, None].su|", "sum"),
        ("(grid + 1).me|", "mean"),
        ("words[0].upp|", "upper"),
        ("words.app|", "append"),
        ("'abc'.upper().spl|", "split"),
        ("table['beta'].app|", "append"),
        ("f'{grid}'.stri|", "strip"),
        ("print(grid.T.stri|", "strides"),
        ("np.lin|", "linalg"),
        ("np.linalg.no|", "norm"),
        ("np.random.default_rng(0).norm|", "normal"),
        ("area(hei|", "height="),
        ("area(3, un|", "unit="),
        ("np.sum(grid, ax|", "axis="),
        ("grid.sum(keep|", "keepdims="),
        ("np.array([1,\n  2], dt|", "dtype="),
        ("table['al|", "alpha'"),
        ('table["be|', 'beta"'),
        ("table['al|']", "alpha"),
        ("table[|", "'alpha'"),
        ("table[|", "3"),
        ("np.load('da|", "data.csv"),
        ("open('su|", "sub/"),
        ("%run le|", "lesson.py"),
        ("%load le|", "lesson.py"),
        ("%cd s|", "sub/"),
        ("%timei|", "%timeit"),
        ("%%timei|", "%%timeit"),
        ("timei|", "%timeit"),
        ("x = %timei|", "%timeit"),
        ("%timeit grid.resh|", "reshape"),
        ("%who_|", "%who_ls"),
        ("%history -|", "-n"),
        ("%layout comp|", "compact"),
        ("%layout gri|", "grid"),
        ("import nu|", "numpy"),
        ("import numpy.li|", "linalg"),
        ("from numpy.li|", "linalg"),
        ("from numpy import lins|", "linspace"),
        ("from math import sq|", "sqrt"),
        ("for x in ra|", "range"),
        ("whi|", "while"),
        ("x = 1\nif gri|", "grid"),
        ("\\alpha|", "α"),
        ("\\alp|", "\\alpha"),
    ],
)
def test_completion(kernel, code, wanted):
    matches, replaced = complete(kernel, code)
    assert wanted in matches, (replaced, matches[:10])


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("grid.|", "__array__"),
        ("|", "_"),
        ("%run da|", "data.csv"),
        ("area(width=1, |", "width="),
        ("words[0].app|", "append"),
        ("'gri|", "grid"),
        ("x = grid % timei|", "%timeit"),
        ("undefined.|", "grid"),
    ],
)
def test_what_is_not_offered(kernel, code, unwanted):
    assert unwanted not in complete(kernel, code)[0]


def test_order_and_types(kernel):
    kernel.run("width_of_it = 1")
    matches, _ = complete(kernel, "area(wi|")
    assert matches[:3] == ["width=", "width_of_it", "with"]
    reply = kernel.ask("complete", "grid.T", 5)
    types = {t["text"]: t for t in reply["metadata"]["_jupyter_types_experimental"]}
    assert types["reshape"]["type"] == "function" and types["shape"]["type"] == "property"
    reply = kernel.ask("complete", "gri", 3)
    assert reply["metadata"]["_jupyter_types_experimental"][0]["signature"] == "float64 (3, 4)"


def test_completing_changes_nothing(kernel):
    """Not even where the next array comes to lie."""
    place = "np.empty(1000).__array_interface__['data'][0]"
    before = kernel.text(place)
    complete(kernel, "np.ones((50, 50)).T.resh|")
    complete(kernel, "(grid * 2 + np.arange(4)).su|")
    assert kernel.text(place) == before


def test_a_large_namespace_is_quick(kernel):
    kernel.run("\n".join(f"name_{i} = {i}" for i in range(2000)))
    # Right after a cell the names as they were before it may be answered.
    for _ in range(20):
        begin = time.monotonic()
        matches, _ = complete(kernel, "name_|")
        if matches:
            break
        time.sleep(0.2)
    took = time.monotonic() - begin
    kernel.run("%reset_selective -f ^name_")
    assert len(matches) == 2000 and took < 1


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("ar|ea", ["area(width, height=1.5, *, unit='m')", "Width times height."]),
        ("area(|", ["area(width, height=1.5"]),
        ("area(3, hei|ght=2)", ["area(width, height=1.5"]),
        ("area(3, grid.sum(|", ["sum("]),
        ("np.resha|pe(grid, 4)", ["reshape("]),
        ("grid.resh|ape", ["reshape("]),
        ("np.zeros(3).resh|ape", ["reshape("]),
        ("gr|id", ["float64", "(3, 4)", "(32, 8) bytes", "C-contiguous"]),
        ("print(grid|)", ["(3, 4)"]),
        ("table['alp|ha']", []),
        ("np|", ["module"]),
        ("%timeit|", ["Times a statement"]),
        ("%tim|eit grid", ["Times a statement"]),
        ("wor|ds", ["list", "['one', 'two']"]),
        ("len|", ["len("]),
        ("nowh|ere", None),
        ("x = 1|2", None),
    ],
)
def test_inspection(kernel, code, texts):
    cursor = code.index("|")
    reply = kernel.ask("inspect", code[:cursor] + code[cursor + 1 :], cursor)
    if texts is None:
        assert not reply["found"]
        return
    for text in texts:
        assert reply["found"] and text in reply["data"]["text/plain"]


def test_source_and_drawing(kernel):
    reply = kernel.ask("inspect", "area", 2, detail_level=1)
    assert "return width * height" in reply["data"]["text/plain"]
    reply = kernel.ask("inspect", "grid", 2)
    assert "ravel-grid" in reply["data"]["text/html"]
