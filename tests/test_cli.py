"""The command line: scripts, notebooks, checking and updating, installing, and what is said to bad input."""

import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree

import nbformat
import pytest
from nbformat import v4



@pytest.fixture
def run(ravel, tmp_path):
    """Runs `ravel …` in an empty folder."""

    def run(*arguments, **environment):
        return subprocess.run(
            [ravel, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "NO_COLOR": "1", **environment},
        )

    return run


@pytest.fixture
def notebook(tmp_path):
    """Writes a notebook of the given cells: source, or (source, tag…)."""

    def write(*cells, name="book.ipynb"):
        made = []
        for cell in cells:
            source, *tags = (cell,) if isinstance(cell, str) else cell
            made.append(v4.new_code_cell(source, metadata={"tags": tags} if tags else {}))
        book = v4.new_notebook(cells=[v4.new_markdown_cell("# Title"), *made])
        book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
        path = tmp_path / name
        nbformat.write(book, path)
        return path

    return write


def code_cells(path):
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def test_version_and_help(run):
    done = run("--version")
    assert done.returncode == 0 and done.stdout.startswith("ravel ")
    done = run("--help")
    assert done.returncode == 0
    for command in ("kernel", "run", "install", "uninstall"):
        assert command in done.stdout


def test_script_prints_only_what_it_prints(run, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import numpy as np\na = np.arange(3)\na\na + 1\nprint(a.sum())\n")
    done = run("run", script)
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")


def test_script_with_an_error(run, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("print('before')\ndef f(x):\n    return 1 / x\nf(0)\nprint('after')\n")
    done = run("run", script)
    assert done.returncode == 1
    assert done.stdout == "before\n"
    lines = done.stderr.strip().splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert any("line 3, in f" in line for line in lines)


def test_refused_constructs_are_named(run, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("class Point:\n    pass\n")
    done = run("run", script)
    assert done.returncode == 1 and "class" in done.stderr


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# only a comment", b"x = 1", b"\xef\xbb\xbfx = 1\n", b"x = 1\r\nprint(x)\r\n"])
def test_odd_but_good_scripts(run, tmp_path, content):
    (tmp_path / "odd.py").write_bytes(content)
    done = run("run", "odd.py")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("content", [b"\x00", b"\xff\xfe", b"(" * 10_000, b"x = " + b"-" * 50_000 + b"1", b"[" * 300 + b"]" * 300 + b"\n", b"'unterminated"])
def test_bad_scripts_are_errors_not_crashes(run, tmp_path, content):
    (tmp_path / "bad.py").write_bytes(content)
    done = run("run", "bad.py")
    assert done.returncode in (0, 1), done
    assert "panicked" not in done.stderr


def test_missing_file(run):
    done = run("run", "nowhere.ipynb")
    assert done.returncode != 0 and "nowhere.ipynb" in done.stderr
    assert "panicked" not in done.stderr


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 5}', '{"nbformat": 3, "worksheets": []}'])
def test_what_is_no_notebook(run, tmp_path, content):
    (tmp_path / "broken.ipynb").write_text(content)
    done = run("run", "broken.ipynb")
    assert done.returncode != 0 and "broken.ipynb" in done.stderr
    assert "panicked" not in done.stderr


def test_unknown_option(run):
    done = run("run", "--nonsense")
    assert done.returncode == 2 and "--nonsense" in done.stderr


def test_running_a_notebook_leaves_it_alone(run, notebook):
    path = notebook("import numpy as np\na = np.arange(3)\na", "print('hi')")
    before = path.read_bytes()
    done = run("run", path)
    assert done.returncode == 0
    assert path.read_bytes() == before


def test_update_writes_outputs_that_check_accepts(run, notebook):
    path = notebook("import numpy as np\na = np.arange(3)\na", "print('hi')", "b = a[::2]")
    assert run("run", "--update", path).returncode == 0
    first, second, third = code_cells(path)
    nbformat.validate(nbformat.read(path, 4))
    assert first.execution_count == 1 and third.execution_count == 3
    (result,) = [o for o in first.outputs if o.output_type == "execute_result"]
    assert result.data["text/plain"] == "array([0, 1, 2])"
    assert second.outputs == [{"output_type": "stream", "name": "stdout", "text": "hi\n"}]
    (report,) = third.outputs
    assert report.output_type == "display_data" and "view of" in report.data["text/plain"]
    assert run("run", "--check", path).returncode == 0


def test_update_twice_writes_the_same_bytes(run, notebook):
    path = notebook("import numpy as np\na = np.random.default_rng(0).random((3, 4))\na.T", "a.__array_interface__['data']")
    run("run", "--update", path)
    once = path.read_bytes()
    run("run", "--update", path)
    assert path.read_bytes() == once


def test_update_keeps_what_it_does_not_know(run, notebook):
    path = notebook(("x = 1\nx", "mine"))
    book = json.loads(path.read_text())
    book["metadata"]["toc"] = {"base": 1}
    book["cells"][1]["metadata"]["slideshow"] = {"slide_type": "slide"}
    path.write_text(json.dumps(book))
    assert run("run", "--update", path).returncode == 0
    after = json.loads(path.read_text())
    assert after["metadata"]["toc"] == {"base": 1}
    assert after["cells"][1]["metadata"] == book["cells"][1]["metadata"]
    assert after["cells"][0]["source"] in ("# Title", ["# Title"])


def test_check_shows_a_difference(run, notebook):
    path = notebook("x = 41", "print(x + 1)")
    run("run", "--update", path)
    book = nbformat.read(path, 4)
    book.cells[-1].outputs[0].text = "43\n"
    nbformat.write(book, path)
    done = run("run", "--check", path)
    assert done.returncode == 1
    output = done.stdout + done.stderr
    assert "42" in output and "43" in output and "book.ipynb" in output


@pytest.mark.parametrize("ignore", [("print(1)", "nbval-ignore-output"), "# NBVAL_IGNORE_OUTPUT\nprint(1)"])
def test_check_honours_ignored_outputs(run, notebook, ignore):
    path = notebook(ignore)
    run("run", "--update", path)
    book = nbformat.read(path, 4)
    book.cells[-1].outputs[0].text = "something else\n"
    nbformat.write(book, path)
    assert run("run", "--check", path).returncode == 0


def test_an_error_stops_the_notebook(run, notebook):
    path = notebook("1 / 0", "print('never')")
    done = run("run", path)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stdout + done.stderr
    assert "never" not in done.stdout


def test_an_expected_error_does_not(run, notebook):
    path = notebook(("1 / 0", "raises-exception"), "print('goes on')")
    assert run("run", "--update", path).returncode == 0
    first, second = code_cells(path)
    assert first.outputs[0].output_type == "error" and first.outputs[0].ename == "ZeroDivisionError"
    assert second.outputs[0].text == "goes on\n"
    assert run("run", "--check", path).returncode == 0


def test_several_files_are_independent(run, notebook, tmp_path):
    first = notebook("x = 1", name="one.ipynb")
    second = notebook("x", name="two.ipynb")
    done = run("run", first, second)
    assert done.returncode == 1 and "NameError" in done.stdout + done.stderr


def test_junit(run, notebook, tmp_path):
    good, bad = notebook("1 + 1", name="good.ipynb"), notebook("1 / 0", name="bad.ipynb")
    run("run", "--update", good)
    done = run("run", "--check", "--junit", "report.xml", good, bad)
    assert done.returncode == 1
    root = ElementTree.parse(tmp_path / "report.xml").getroot()
    suites = root.iter("testsuite")
    assert sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in suites) >= 1
    cases = list(root.iter("testcase"))
    assert cases and any(case.find("failure") is not None or case.find("error") is not None for case in cases)


def kernelspec(prefix, name="ravel"):
    return prefix / "share" / "jupyter" / "kernels" / name


def test_install_into_a_prefix(run, tmp_path, ravel):
    assert run("install", "--prefix", tmp_path).returncode == 0
    folder = kernelspec(tmp_path)
    spec = json.loads((folder / "kernel.json").read_text())
    assert spec["argv"][1:] == ["kernel", "-f", "{connection_file}"]
    assert os.path.isabs(spec["argv"][0]) and os.access(spec["argv"][0], os.X_OK)
    assert spec["language"] == "python" and spec["interrupt_mode"] == "message"
    for logo in ("logo-32x32.png", "logo-64x64.png", "logo-svg.svg"):
        assert (folder / logo).stat().st_size > 100


def test_install_with_everything(run, tmp_path):
    done = run(
        *("install", "--prefix", tmp_path, "--name", "ravel-two", "--display-name", "Ravel (two)"),
        *("--env", "OPENBLAS_NUM_THREADS=1", "--env", "EMPTY=", "--force"),
    )
    assert done.returncode == 0
    spec = json.loads((kernelspec(tmp_path, "ravel-two") / "kernel.json").read_text())
    assert spec["display_name"] == "Ravel (two)"
    assert spec["env"] == {"OPENBLAS_NUM_THREADS": "1", "EMPTY": ""}


def test_install_for_the_user(run, tmp_path):
    home = tmp_path / "home"
    data = home / ".local" / "share"
    assert run("install", "--user", HOME=str(home), XDG_DATA_HOME=str(data), JUPYTER_DATA_DIR=str(data / "jupyter")).returncode == 0
    assert (data / "jupyter" / "kernels" / "ravel" / "kernel.json").exists()


def test_install_into_the_virtual_environment(run, tmp_path):
    environment = tmp_path / "venv"
    environment.mkdir()
    assert run("install", "--sys-prefix", VIRTUAL_ENV=str(environment)).returncode == 0
    assert (kernelspec(environment) / "kernel.json").exists()


@pytest.mark.parametrize("options", [["--name", "../evil"], ["--name", "a b"], ["--name", ""], ["--env", "novalue"]])
def test_install_refuses_nonsense(run, tmp_path, options):
    done = run("install", "--prefix", tmp_path / "p", *options)
    assert done.returncode != 0 and done.stderr.strip()
    assert "panicked" not in done.stderr
    assert not list(tmp_path.rglob("kernel.json"))


def test_uninstall(run, tmp_path):
    run("install", "--prefix", tmp_path)
    assert run("uninstall", "--prefix", tmp_path).returncode == 0
    assert not kernelspec(tmp_path).exists()
    done = run("uninstall", "--prefix", tmp_path)
    assert "panicked" not in done.stderr


def test_kernel_without_a_connection_file(run):
    done = run("kernel", "-f", "nowhere.json")
    assert done.returncode != 0 and "nowhere.json" in done.stderr
    assert "panicked" not in done.stderr


def test_prompt_reads_from_a_pipe(ravel, tmp_path):
    done = subprocess.run([ravel], input="1 + 1\n", capture_output=True, text=True, timeout=30, cwd=tmp_path)
    assert done.returncode == 0 and "2" in done.stdout


def test_doctor_tells_what_is_missing_and_what_to_do(run, ravel, tmp_path):
    bare = {"PATH": "/nowhere", "HOME": str(tmp_path), "JUPYTER_PATH": "", "VIRTUAL_ENV": ""}
    bare |= {"JUPYTER_DATA_DIR": str(tmp_path / "data"), "XDG_DATA_HOME": ""}
    done = run("doctor", **bare)
    assert done.returncode == 1
    assert "BAD   Jupyter" in done.stdout and "pip install jupyterlab" in done.stdout
    assert "ok    addresses      the same on every run" in done.stdout
    assert "note  C compiler     none" in done.stdout
    # With Jupyter and the kernelspec there, it is content.
    folder = tmp_path / "env" / "bin"
    folder.mkdir(parents=True)
    (folder / "jupyter").touch()
    assert run("install", "--prefix", tmp_path / "env").returncode == 0
    done = run("doctor", **bare | {"PATH": str(folder)})
    assert done.returncode == 0, done.stdout
    assert f"ok    kernelspec     {tmp_path}/env/share/jupyter/kernels/ravel" in done.stdout
    # A kernelspec whose program has gone.
    spec = tmp_path / "env/share/jupyter/kernels/ravel/kernel.json"
    spec.write_text(spec.read_text().replace(ravel, "/gone/ravel"))
    done = run("doctor", **bare | {"PATH": str(folder)})
    assert done.returncode == 1 and "run `ravel install` again" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_name_every_command(run, shell):
    done = run("completions", shell)
    assert done.returncode == 0
    for command in ("kernel", "run", "install", "uninstall", "doctor", "completions"):
        assert command in done.stdout


def test_bash_takes_the_completions(run, tmp_path):
    (tmp_path / "complete.sh").write_text(run("completions", "bash").stdout)
    code = "source complete.sh; COMP_WORDS=(ravel do); COMP_CWORD=1; _ravel ravel do ravel; echo ${COMPREPLY[@]}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.split() == ["doctor"], done.stderr


def test_the_manual_page_names_the_commands(run):
    page = run("man").stdout
    assert page.startswith(".ie") and "ravel\\-doctor" in page and "RAVEL_MEMORY" in page


def test_a_full_disk_leaves_the_old_notebook(ravel, notebook, tmp_path):
    path = notebook("x = 1\nx")
    before = path.read_bytes()
    limit = "ulimit -f 0; trap '' XFSZ; exec \"$@\""
    done = subprocess.run(
        ["bash", "-c", limit, "bash", ravel, "run", "--update", str(path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 1 and "can't be written" in done.stderr, done.stderr
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
