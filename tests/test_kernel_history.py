"""The history on disk: IPython's tables, shared by several kernels, private to the user."""

import os
import signal
import sqlite3
import stat

import pytest
from kernels import running


@pytest.fixture
def start(ravel, tmp_path):
    """Starts kernels that keep their history in one folder."""
    count = iter(range(9))
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    return lambda: running(ravel, str(tmp_path / f"kernel-{next(count)}.json"), env=env)


def history(kernel, **query):
    content = {"raw": True, "output": False} | query
    return [tuple(entry) for entry in kernel.ask("shell", "history_request", content)["history"]]


def test_a_later_session_finds_an_earlier_one(start, tmp_path):
    with start() as first:
        first.run("x = 1")
        first.run("x + 1")
        first.run("secret = 2", store_history=False)
        first.ask("control", "shutdown_request", {"restart": False})
    with start() as second:
        second.run("y = 'x'")
        assert history(second, hist_access_type="tail", n=2) == [(1, 2, "x + 1"), (2, 1, "y = 'x'")]
        assert history(second, hist_access_type="range", session=-1, start=1, stop=2) == [(1, 1, "x = 1")]
        assert history(second, hist_access_type="range", session=1, start=2) == [(1, 2, "x + 1")]
        assert history(second, hist_access_type="range", session=0, start=1) == [(2, 1, "y = 'x'")]
        assert history(second, hist_access_type="search", pattern="x*") == [(1, 1, "x = 1"), (1, 2, "x + 1")]
        assert history(second, hist_access_type="search", pattern="*x*", n=1) == [(2, 1, "y = 'x'")]
        with_output = second.ask(
            "shell", "history_request", {"raw": True, "output": True, "hist_access_type": "range", "session": 1, "start": 1}
        )
        assert with_output["history"] == [[1, 1, ["x = 1", None]], [1, 2, ["x + 1", "2"]]]
    file = tmp_path / "data/ravel/history.sqlite"
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert all(stat.S_IMODE(os.stat(f).st_mode) == 0o600 for f in file.parent.iterdir())
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT session, num_cmds FROM sessions").fetchall() == [(1, 2), (2, None)]


def test_ipython_reads_it(start, tmp_path):
    from IPython.core.history import HistoryAccessor

    with start() as kernel:
        for code in ("a = 1", "a", "a = 1"):
            kernel.run(code)
        kernel.ask("control", "shutdown_request", {"restart": False})
    accessor = HistoryAccessor(hist_file=str(tmp_path / "data/ravel/history.sqlite"))
    assert list(accessor.get_tail(2, include_latest=True)) == [(1, 2, "a"), (1, 3, "a = 1")]
    assert list(accessor.get_range(1, 1, 3, output=True)) == [(1, 1, ("a = 1", None)), (1, 2, ("a", "1"))]
    assert len(list(accessor.search("a = *", unique=True))) == 1


def test_unique_finds_each_source_once(start):
    with start() as kernel:
        for code in ("a = 1", "b = 2", "a = 1"):
            kernel.run(code)
        found = history(kernel, hist_access_type="search", pattern="* = *", unique=True)
        assert found == [(1, 2, "b = 2"), (1, 3, "a = 1")]


def test_several_kernels_write_at_once(start):
    with start() as first, start() as second:
        cells = [(k, k.start(f"x = {i}")) for i in range(50) for k in (first, second)]
        for kernel, cell in cells:
            assert kernel.reply("shell", cell)["content"]["status"] == "ok"
        assert len(history(first, hist_access_type="range", session=0, start=1)) == 50
        found = history(second, hist_access_type="search", pattern="x = *")
        assert len(found) == 100 and {session for session, _, _ in found} == {1, 2}


def test_a_locked_file_holds_up_no_cell(start, tmp_path):
    with start() as kernel:
        kernel.run("1")
        with sqlite3.connect(tmp_path / "data/ravel/history.sqlite") as db:
            db.execute("BEGIN IMMEDIATE")
            reply, _ = kernel.run("x = 1", timeout=1)
            assert reply["status"] == "ok"
        assert (1, 2, "x = 1") in history(kernel, hist_access_type="tail", n=9)


def test_history_is_answered_while_a_cell_runs(start):
    with start() as kernel:
        main = kernel.start("print('runs')\nwhile True:\n    pass")
        kernel.until(main, "stream")
        found = history(kernel, hist_access_type="tail", n=1)
        assert found == [(1, 1, "print('runs')\nwhile True:\n    pass")]
        kernel.process.send_signal(signal.SIGINT)
        kernel.reply("shell", main)
