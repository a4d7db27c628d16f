"""The README's picture: a cell and its memory report in JupyterLab, cut out by the place of the cell on the page."""

import os
import pathlib
import sys
import tempfile

import browsers
import renderings

ROOT = pathlib.Path(__file__).resolve().parent.parent
CELLS = [
    "import numpy as np\na = np.arange(12).reshape(3, 4)\na",
    "b = a.T.reshape(2, 6)\nb[0] = -1\nc = a[1:, ::2]\nc += 100",
    "%layout c",
]


def main(target):
    ravel = os.environ.get("RAVEL", str(ROOT / "target/release/ravel"))
    with tempfile.TemporaryDirectory() as folder, browsers.chromium() as browser:
        folder = pathlib.Path(folder)
        renderings.recorded(ravel, folder, CELLS, "lesson.ipynb")
        browsers.set_theme(folder, "light")
        with browsers.lab(folder) as address:
            page = browser.new_page(viewport={"width": 1320, "height": 1400})
            browsers.open_notebook(page, address, "lesson.ipynb")
            browsers.run_all(page)
            # Not what belongs to the use of the page: the buttons of cells, and the mark of the active one.
            page.add_style_tag(content=".jp-cell-toolbar, .jp-Collapser { visibility: hidden }")
            page.add_style_tag(content=".jp-Notebook .jp-Cell .jp-InputArea-editor { border-color: var(--jp-cell-editor-border-color) !important; box-shadow: none !important }")
            page.add_style_tag(content=".jp-InputPrompt { color: var(--jp-cell-prompt-not-active-font-color) !important }")
            page.evaluate("document.activeElement?.blur()")
            first, last = (cells.bounding_box() for cells in (page.locator(".jp-CodeCell").first, page.locator(".jp-CodeCell").last))
            box = {"x": first["x"], "y": first["y"], "width": first["width"], "height": last["y"] + last["height"] - first["y"]}
            page.screenshot(path=target, clip=box)
    print(target)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "notebooks" / "report.png"))
