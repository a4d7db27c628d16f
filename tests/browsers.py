"""JupyterLab and Chromium, for the tests and pictures that need them."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
THEMES = {
    "light": "JupyterLab Light",
    "dark": "JupyterLab Dark",
    "contrast": "JupyterLab Dark High Contrast",
}


def free_port():
    with contextlib.closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def lab(folder):
    """A JupyterLab over a folder; its address. Settings, signatures and history lie in the folder too."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = ["--no-browser", f"--port={port}", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token="]
    command = [sys.executable, "-m", "jupyterlab", "--allow-root", *options]
    with open(folder / "lab.log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment(folder))
    try:
        wait_for(address, server, folder / "lab.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def environment(folder):
    return {**os.environ, "HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}


def wait_for(address, server, log):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            specs = json.load(urllib.request.urlopen(f"{address}/api/kernelspecs", timeout=5))
            assert "ravel" in specs["kernelspecs"], f"ravel is not installed: {list(specs['kernelspecs'])}"
            return
        time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextlib.contextmanager
def chromium():
    """A headless Chromium of the system."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    assert path, "Chromium is missing: please install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def set_theme(folder, theme):
    """The theme that a JupyterLab over the folder shows from its next page on."""
    settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    chosen = {"theme": THEMES[theme], "adaptive-theme": False}
    (settings / "themes.jupyterlab-settings").write_text(json.dumps(chosen))


def open_notebook(page, address, name):
    """Opens a notebook and waits until its cells stand there and its kernel has answered."""
    page.goto(f"{address}/lab/tree/{name}?reset", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
    page.wait_for_selector(".jp-NotebookPanel-toolbar >> text=Ravel", timeout=120_000)
    # JupyterLab drops cells that are run before the kernel has answered.
    page.get_by_text("Ravel | Idle").wait_for(timeout=120_000)


def run_all(page):
    """Runs all cells; returns when the last has an output."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=120_000)
    page.wait_for_timeout(500)
