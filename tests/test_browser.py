"""JupyterLab in Chromium: a cell shows the memory report. Run by `make browser`; leaves target/browser.png."""

import pathlib

import browsers
import pytest
from nbformat import v4, write

pytestmark = pytest.mark.browser
ROOT = pathlib.Path(__file__).resolve().parent.parent
CELLS = [
    "import numpy as np\na = np.arange(12).reshape(3, 4)\na",
    "b = a.T.reshape(2, 6)\nb[0] = -1\nc = a[1:, ::2]\nc += 100",
    "%layout c",
    "a[[0, 9]]",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab over a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    book = v4.new_notebook(cells=[v4.new_code_cell(source) for source in CELLS])
    book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
    write(book, folder / "book.ipynb")
    with browsers.lab(folder) as address:
        yield address


@pytest.fixture(scope="module")
def page():
    with browsers.chromium() as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 1600})


def test_a_cell_shows_the_memory_report(lab, page):
    browsers.open_notebook(page, lab, "book.ipynb")
    (ROOT / "target").mkdir(exist_ok=True)
    try:
        browsers.run_all(page)
    finally:
        page.screenshot(path=ROOT / "target" / "browser.png", full_page=True)
    first = page.locator(".jp-CodeCell").nth(0)
    assert first.locator(".jp-RenderedHTMLCommon table").count() >= 1
    second = page.locator(".jp-CodeCell").nth(1).locator(".jp-RenderedHTMLCommon")
    assert second.first.is_visible()
    text = second.first.inner_text()
    for word in ("copy of", "in place", "view of"):
        assert word in text, text
    assert page.locator(".jp-CodeCell").nth(2).locator(".jp-RenderedHTMLCommon").first.is_visible()
    assert "IndexError" in page.locator(".jp-CodeCell").nth(3).inner_text()


def test_the_variable_panel_tells_what_each_array_is(lab, page):
    # The notebook is open and its cells have run.
    page.locator(".jp-DebuggerBugButton").first.click()
    page.locator('li[data-id="jp-debugger-sidebar"]').click()
    tree = page.locator(".jp-DebuggerVariables-body").first
    try:
        tree.get_by_text("c", exact=True).wait_for(timeout=30_000)
    finally:
        page.screenshot(path=ROOT / "target" / "variables.png")
    shown = tree.inner_text().split("\n")
    for name, what in {"a": "ndarray int64 (3, 4)", "b": "ndarray int64 (2, 6)", "c": "ndarray int64 (2, 2)"}.items():
        assert shown[shown.index(name) + 1] == what, shown
