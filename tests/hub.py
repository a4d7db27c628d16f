"""Ravel in a JupyterHub, as docs/classroom.md sets it up: `hub.py --ravel PROGRAM [--picture FILE]`.

Starts a hub with deploy/jupyterhub_config.py, but for who may come in and how long a kernel may idle. A learner logs in by
Chromium, starts a server, runs a notebook, is idle until the kernel is culled, and begins again. Prints what it saw.
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import browsers

ROOT = pathlib.Path(__file__).resolve().parent.parent
IDLE = 8
WAIT = 120_000
LEARNER = "ana"
CELLS = ["import numpy as np\na = np.arange(12).reshape(3, 4)\na.T.reshape(-1)", "kept = a[1:, ::2]\nkept",
         "try:\n    np.ones(10**9)\nexcept MemoryError as e:\n    print(e)"]
LATER = ["'kept' in globals()", "%history -g kept"]

CONFIG = """
load_subconfig({config!r})
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.JupyterHub.cookie_secret_file = {folder!r} + "/cookie"
c.JupyterHub.db_url = "sqlite:///" + {folder!r} + "/hub.sqlite"
c.Spawner.args = [a for a in c.Spawner.args if "cull_i" not in a] + [
    "--allow-root", "--MappingKernelManager.cull_idle_timeout={idle}", "--MappingKernelManager.cull_interval=2"]
"""


def notebook(path, cells):
    metadata = {"kernelspec": {"name": "ravel", "display_name": "Ravel", "language": "python"}}
    code = [{"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
            for n, source in enumerate(cells)]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": code}))


def proxy():
    """The command of JupyterHub's proxy, installed by npm if it is not there."""
    found = shutil.which("configurable-http-proxy")
    if found:
        return [found]
    place = ROOT / "target" / "hub"
    program = place / "node_modules" / ".bin" / "configurable-http-proxy"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-fund", "--no-audit", "--prefix", place, "configurable-http-proxy@5"], check=True)
    return [str(program)]


@contextlib.contextmanager
def hub(folder):
    """A hub over a folder; its address."""
    url = f"http://127.0.0.1:{browsers.free_port()}"
    (folder / "homes" / LEARNER).mkdir(parents=True)
    text = CONFIG.format(
        config=str(ROOT / "deploy" / "jupyterhub_config.py"), url=url, hub_port=browsers.free_port(), api_port=browsers.free_port(),
        proxy=proxy(), homes=str(folder / "homes"), folder=str(folder), idle=IDLE,
    )
    (folder / "config.py").write_text(text)
    environment = {**os.environ, "CONFIGPROXY_AUTH_TOKEN": os.urandom(16).hex()}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "JUPYTER_CONFIG_DIR"):
        environment.pop(name, None)
    # What the hub starts must find jupyterhub-singleuser beside it.
    environment["PATH"] = os.pathsep.join([str(pathlib.Path(sys.executable).parent), environment["PATH"]])
    with open(folder / "hub.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", folder / "config.py"], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        yield url
    except Exception:
        print((folder / "hub.log").read_text(encoding="utf-8")[-4000:], file=sys.stderr)
        raise
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def log_in(page, url):
    """Logs the learner in; returns when JupyterLab is there."""
    deadline = time.monotonic() + 60
    while True:
        try:
            page.goto(f"{url}/hub/login", wait_until="domcontentloaded")
            page.fill("#username_input", LEARNER)
            break
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
    page.fill("#password_input", "anything")
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{LEARNER}/lab**", timeout=WAIT)


def kernels(page, url):
    """The server's kernels, as its REST interface tells."""
    return page.request.get(f"{url}/user/{LEARNER}/api/kernels").json()


def texts(page):
    return [t.strip() for t in page.locator(".jp-CodeCell .jp-OutputArea-output").all_inner_texts()]


def trial(folder, url, browser, picture):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    begin = time.monotonic()
    log_in(page, url)
    print(f"logged in; JupyterLab is there after {time.monotonic() - begin:.1f} s")
    address, home = f"{url}/user/{LEARNER}", folder / "homes" / LEARNER
    notebook(home / "lesson.ipynb", CELLS)
    notebook(home / "later.ipynb", LATER)
    browsers.open_notebook(page, address, "lesson.ipynb")
    browsers.run_all(page)
    shown = texts(page)
    print("the notebook ran:", " | ".join(t.splitlines()[0] for t in shown if t))
    assert any("copied 96 bytes" in t or "copy of" in t for t in shown), shown
    assert any("Unable to allocate 7.45 GiB" in t for t in shown), shown
    if picture:
        page.screenshot(path=picture)
        print(f"a picture is in {picture}")
    (running,) = kernels(page, url)
    begin = time.monotonic()
    while kernels(page, url):
        assert time.monotonic() - begin < 10 * IDLE, "the kernel is not culled"
        time.sleep(0.5)
    print(f"the kernel was culled {time.monotonic() - begin:.1f} s later (idle for {IDLE} s)")
    browsers.open_notebook(page, address, "later.ipynb")
    browsers.run_all(page)
    first, *rest = texts(page)
    (again,) = kernels(page, url)
    assert again["id"] != running["id"] and "False" in first and any("kept = a[1:, ::2]" in t for t in rest), (first, rest)
    print("started again: a new kernel without the variables, that knows the history")
    (history,) = home.rglob("history.sqlite")
    assert history.stat().st_mode & 0o777 == 0o600
    print(f"it is kept in ~/{history.relative_to(home)}, mode 600")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ravel", required=True)
    parser.add_argument("--picture")
    options = parser.parse_args()
    ravel = os.path.abspath(options.ravel)
    subprocess.run([ravel, "install", "--prefix", sys.prefix, "--force"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, browsers.chromium() as browser:
        folder = pathlib.Path(folder)
        with hub(folder) as url:
            trial(folder, url, browser, options.picture)


if __name__ == "__main__":
    main()
