"""JupyterLab in Chromium: a cell shows the memory report. Run by `make browser`; leaves target/browser.png."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

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
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def free_port():
    with contextlib.closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab over a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    book = v4.new_notebook(cells=[v4.new_code_cell(source) for source in CELLS])
    book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
    write(book, folder / "book.ipynb")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = ["--no-browser", f"--port={port}", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token="]
    environment = {**os.environ, "HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    command = [sys.executable, "-m", "jupyterlab", "--allow-root", *options]
    with open(folder / "lab.log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        wait_for(address, server, folder / "lab.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address, server, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            specs = json.load(urllib.request.urlopen(f"{address}/api/kernelspecs", timeout=5))
            assert "ravel" in specs["kernelspecs"], f"ravel is not installed: {list(specs['kernelspecs'])}"
            return
        time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}", pytrace=False)


@pytest.fixture(scope="module")
def page():
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    assert chromium, "Chromium is missing: please install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_page(viewport={"width": 1280, "height": 1600})
        browser.close()


def test_a_cell_shows_the_memory_report(lab, page):
    page.goto(f"{lab}/lab/tree/book.ipynb?reset", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=60_000)
    page.click(".jp-Notebook .jp-CodeCell .cm-content")
    page.wait_for_selector(".jp-NotebookPanel-toolbar >> text=Ravel", timeout=60_000)
    # JupyterLab drops cells that are run before the kernel has answered.
    page.get_by_text("Ravel | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    (ROOT / "target").mkdir(exist_ok=True)
    try:
        page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
        page.wait_for_timeout(500)
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
