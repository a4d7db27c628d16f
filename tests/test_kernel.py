"""The kernel as Jupyter's clients see it: the ecosystem's own test, then what that one leaves out."""

import base64
import contextlib
import os
import queue
import re
import time

import jupyter_kernel_test
import pytest
from jupyter_client.manager import start_new_kernel

TIMEOUT = 30


class TestEcosystem(jupyter_kernel_test.KernelTests):
    """Every test of jupyter_kernel_test, none skipped."""

    kernel_name = "ravel"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('oops', file=sys.stderr)"
    completion_samples = [
        {"text": "zi", "matches": {"zip"}},
        {"text": "enumer", "matches": {"enumerate"}},
    ]
    complete_code_samples = ["1", "print('hello')", "def f(x):\n    return x * 2\n\n\n", "x = [1,\n     2]"]
    incomplete_code_samples = ["def f(x):\n    x * 2", "x = [1,", "for i in range(3):", "'''open"]
    invalid_code_samples = ["x = = 2", "import = 7", "1 +* 2", ")"]
    code_page_something = "import numpy as np\nnp.arange?"
    code_generate_error = "raise ValueError('as asked')"
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": "'a' + 'b'", "result": "'ab'"}]
    code_display_data = [
        {"code": "from IPython.display import HTML, display; display(HTML('<b>bold</b>'))", "mime": "text/html"},
        {"code": "import numpy as np\na = np.arange(6)", "mime": "text/html"},
    ]
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "len"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    """JEP 65."""

    kernel_name = "ravel"
    support_iopub_welcome = True


# unittest collects imported base classes too; they have no kernel of their own.
del jupyter_kernel_test


class Client:
    """A kernel with its client, and the few questions that the tests ask."""

    def __init__(self, manager, client):
        self.manager, self.client = manager, client

    def run(self, code, **options):
        """Executes: the reply's content and the outputs as (type, content)."""
        outputs = []
        reply = self.client.execute_interactive(
            code,
            timeout=TIMEOUT,
            output_hook=lambda message: outputs.append((message["msg_type"], message["content"])),
            **options,
        )
        return reply["content"], outputs

    def text(self, code):
        """The `text/plain` of the last expression."""
        _, outputs = self.run(code)
        return next((c["data"]["text/plain"] for kind, c in outputs if kind == "execute_result"), None)

    def stream(self, code, name="stdout"):
        _, outputs = self.run(code)
        return "".join(c["text"] for kind, c in outputs if kind == "stream" and c["name"] == name)

    def displays(self, code):
        _, outputs = self.run(code)
        return [c["data"] for kind, c in outputs if kind == "display_data"]

    def ask(self, method, *args, **options):
        """One request of another kind, answered on the shell channel."""
        return getattr(self.client, method)(*args, reply=True, timeout=TIMEOUT, **options)["content"]


@contextlib.contextmanager
def started(**options):
    manager, client = start_new_kernel(kernel_name="ravel", startup_timeout=TIMEOUT, **options)
    try:
        yield Client(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def shared():
    with started() as client:
        yield client


@pytest.fixture
def kernel(shared):
    shared.run("%reset -f", silent=True)
    shared.run("import numpy as np", silent=True)
    return shared


def test_kernel_info(kernel):
    info = kernel.ask("kernel_info")
    assert info["status"] == "ok"
    assert info["implementation"] == "ravel"
    assert info["protocol_version"].startswith("5.")
    language = info["language_info"]
    assert language["name"] == "python" and language["file_extension"] == ".py"
    assert language["mimetype"] == "text/x-python"


def test_results_are_numpy_reprs(kernel):
    assert kernel.text("np.arange(6).reshape(2, 3)") == "array([[0, 1, 2],\n       [3, 4, 5]])"
    assert kernel.text("np.float64(0.1) * 3") == "np.float64(0.30000000000000004)"
    assert kernel.text("a = 5") is None
    assert kernel.text("5;") is None
    assert kernel.text("None") is None


def test_state_lasts_from_cell_to_cell(kernel):
    kernel.run("a = np.arange(3)\ndef f(x):\n    return x + 1")
    assert kernel.text("f(a)") == "array([1, 2, 3])"


def test_counts_and_earlier_results():
    with started() as fresh:
        reply, _ = fresh.run("20 + 1")
        assert reply["execution_count"] == 1
        assert fresh.text("_ * 2") == "42"
        assert fresh.text("Out[1]") == "21"
        assert fresh.text("In[1]") == "'20 + 1'"
        reply, _ = fresh.run("1", silent=True)
        reply, _ = fresh.run("1")
        assert reply["execution_count"] == 5


def test_streams_keep_their_order(kernel):
    code = "import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c', end='')"
    _, outputs = kernel.run(code)
    streams = [(c["name"], c["text"]) for kind, c in outputs if kind == "stream"]
    assert streams == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c")]


def test_stream_comes_before_the_result(kernel):
    _, outputs = kernel.run("print('first')\n1 + 1")
    kinds = [kind for kind, _ in outputs if kind in ("stream", "execute_result")]
    assert kinds == ["stream", "execute_result"]


def test_error_is_in_reply_and_output(kernel):
    reply, outputs = kernel.run("def f():\n    return 1 / 0\nprint('before')\nf()\nprint('after')")
    assert reply["status"] == "error"
    assert (reply["ename"], reply["evalue"]) == ("ZeroDivisionError", "division by zero")
    error = next(c for kind, c in outputs if kind == "error")
    assert error["ename"] == "ZeroDivisionError" and error["traceback"]
    assert "1 / 0" in re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))
    assert "".join(c["text"] for kind, c in outputs if kind == "stream") == "before\n"


@pytest.mark.parametrize(
    ("code", "ename"),
    [
        ("np.zeros((2, 3)) + np.zeros(4)", "ValueError"),
        ("np.arange(3)[5]", "IndexError"),
        ("nowhere", "NameError"),
        ("x = = 1", "SyntaxError"),
        ("np.zeros(10**15)", "MemoryError"),
        ("class A: pass", None),
        ("%nomagic", "UsageError"),
    ],
)
def test_errors_leave_a_living_kernel(kernel, code, ename):
    reply, outputs = kernel.run(code)
    if ename == "UsageError":
        assert reply["status"] == "error" or any("UsageError" in str(c) for _, c in outputs)
    else:
        assert reply["status"] == "error"
        assert ename in (None, reply["ename"])
    assert kernel.text("1 + 1") == "2"


def test_memory_report_follows_an_array(kernel):
    kernel.run("a = np.arange(6.0)")
    (report,) = kernel.displays("b = a.reshape(2, 3)")
    assert {"text/plain", "text/html"} <= set(report)
    assert "view of" in report["text/plain"] and "b" in report["text/plain"]
    (report,) = kernel.displays("c = a[[0, 2]]")
    assert "copy of" in report["text/plain"]
    (report,) = kernel.displays("a += 1")
    assert "in place" in report["text/plain"]


def test_no_report_without_an_array(kernel):
    assert kernel.displays("x = 1 + 1\nprint(x)") == []


def test_layout_off_and_on(kernel):
    kernel.run("%layout off")
    assert kernel.displays("a = np.arange(3)") == []
    kernel.run("%layout compact")
    assert len(kernel.displays("a = np.arange(3)")) == 1


def test_layout_draws_an_array(kernel):
    kernel.run("a = np.arange(12).reshape(3, 4)")
    (drawing,) = kernel.displays("%layout a")
    assert "text/html" in drawing and drawing["text/plain"].strip()


def test_two_fresh_kernels_say_the_same_bytes():
    code = "import numpy as np\na = np.arange(10.0)\nb = a[::2] + 1\nprint(a.__array_interface__['data'])\nb"

    def outputs():
        with started() as fresh:
            return [(kind, c.get("data"), c.get("text")) for kind, c in fresh.run(code)[1] if kind != "status"]

    assert outputs() == outputs()


def test_timeit(kernel):
    text = kernel.stream("%timeit -n 10 -r 3 1 + 1")
    assert "per loop (mean ± std. dev. of 3 runs, 10 loops each)" in text
    assert "1 loop each" in kernel.stream("%%timeit -n 1 -r 1 x = 1\nx + 1")
    assert kernel.run("%%timeit -n 1 -r 1\nleaked = 1")[0]["status"] == "ok"
    assert kernel.run("leaked")[0]["ename"] == "NameError"


def test_time(kernel):
    text = kernel.stream("%time y = 5")
    assert "CPU times:" in text and "Wall time:" in text
    assert kernel.text("y") == "5"


def test_who(kernel):
    kernel.run("apple = 1\npear = np.arange(3)")
    text = kernel.stream("%who")
    assert "apple" in text and "pear" in text


def test_completion(kernel):
    kernel.run("measurement = np.arange(3)")
    for code, expected in [("measu", "measurement"), ("measurement.resh", "reshape"), ("np.linals", None), ("%timei", "%timeit")]:
        reply = kernel.ask("complete", code, len(code))
        assert reply["status"] == "ok"
        if expected:
            assert any(m.endswith(expected) for m in reply["matches"]), (code, reply["matches"])
            assert reply["cursor_end"] == len(code)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("np.int|", ["int16", "int32", "int64", "int8"]),
        ("a.flags.c_|", ["c_contiguous"]),
        ("a.dtype.na|", ["name", "names"]),
        ("f'{a.sha|", ["shape"]),
        ("f'{{x}} {d[\"al|", ['alpha"']),
        ("f'{{a.sha|", []),
        ("d.get('al|", ["alpha'"]),
        ("a.astype('fl|", ["float16'", "float32'", "float64'", "float'"]),
        ("np.zeros(3, dtype='uint8|", ["uint8'"]),
        ("np.sort(a, kind='s|')", ["stable"]),
        ("%xmode V|", ["Verbose"]),
        ("%who nd|", ["ndarray"]),
        ("%layout f|", ["full", "factor"]),
        ("%memory |", []),
        ("%%predict\nb = a.T  # vi|", ["view", "view of"]),
    ],
)
def test_completion_knows_where_it_stands(kernel, typed, wanted):
    kernel.run("a = np.ones((2, 3))\nd = {'alpha': 1}\nfactor = 2")
    found = kernel.ask("complete", typed.replace("|", ""), typed.index("|"))["matches"]
    assert found[: len(wanted) or None] == wanted, found


def test_completion_counts_code_points(kernel):
    code = "'😀é'; measur"
    kernel.run("measurement = 1")
    reply = kernel.ask("complete", code, len(code))
    assert "measurement" in reply["matches"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(code) - len("measur"), len(code))


def test_inspection(kernel):
    reply = kernel.ask("inspect", "np.reshape", 8)
    assert reply["found"] and "reshape" in reply["data"]["text/plain"]
    kernel.run("grid = np.zeros((4, 8))")
    reply = kernel.ask("inspect", "grid", 2)
    assert reply["found"] and "(64, 8)" in reply["data"]["text/plain"]
    assert not kernel.ask("inspect", "nothing_of_the_kind", 3)["found"]


@pytest.mark.parametrize(
    ("code", "status"),
    [("1 + 1", "complete"), ("def f():", "incomplete"), ("x = (1,", "incomplete"), ("x = = 1", "invalid"), ("%%timeit\n", "incomplete")],
)
def test_is_complete(kernel, code, status):
    asked = kernel.client.is_complete(code)
    reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
    assert reply["parent_header"]["msg_id"] == asked and reply["content"]["status"] == status


def test_history(kernel):
    kernel.run("remembered = 12345")
    tail = kernel.ask("history", raw=True, output=False, hist_access_type="tail", n=3)["history"]
    assert any("remembered" in entry[2] for entry in tail)
    found = kernel.ask("history", raw=True, output=False, hist_access_type="search", pattern="*12345*")["history"]
    assert found


def test_user_expressions(kernel):
    reply, _ = kernel.run("a = 2", user_expressions={"double": "a * 2", "bad": "nope"})
    assert reply["user_expressions"]["double"]["data"]["text/plain"] == "4"
    assert reply["user_expressions"]["bad"]["status"] == "error"


def test_silent_says_nothing(kernel):
    _, outputs = kernel.run("1 + 1", silent=True)
    assert not [kind for kind, _ in outputs if kind in ("execute_result", "execute_input", "display_data")]


def test_input(kernel):
    kernel.client.allow_stdin = True
    message = kernel.client.execute("name = input('who? ')\nprint('hello', name)", allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=TIMEOUT)
    assert request["content"] == {"prompt": "who? ", "password": False}
    kernel.client.input("Ada")
    reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
    assert reply["parent_header"]["msg_id"] == message and reply["content"]["status"] == "ok"
    assert kernel.text("name") == "'Ada'"


@pytest.fixture(scope="module")
def restless():
    """A kernel of its own for tests that might leave it busy."""
    with started() as client:
        yield client


def drain(client):
    with contextlib.suppress(queue.Empty):
        while True:
            client.get_iopub_msg(timeout=0.2)


@pytest.mark.parametrize("code", ["while True:\n    pass", "import time\ntime.sleep(60)", "np.broadcast_to(1.0, (10**6, 10**6)).sum()"])
def test_interrupt_keeps_the_state(restless, code):
    kernel = restless
    kernel.run("import numpy as np\nkept = 7")
    kernel.client.execute(code)
    time.sleep(0.5)
    begin = time.monotonic()
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]
    assert time.monotonic() - begin < 2
    assert (reply["status"], reply["ename"]) == ("error", "KeyboardInterrupt")
    drain(kernel.client)
    assert kernel.text("kept") == "7"


def test_questions_are_answered_while_a_cell_runs(restless):
    kernel = restless
    kernel.client.execute("import time\ntime.sleep(3)")
    time.sleep(0.3)
    begin = time.monotonic()
    asked = kernel.client.complete("prin", 4)
    reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
    assert reply["parent_header"]["msg_id"] == asked and "print" in str(reply["content"]["matches"])
    assert time.monotonic() - begin < 2
    assert kernel.client.get_shell_msg(timeout=TIMEOUT)["msg_type"] == "execute_reply"
    drain(kernel.client)


def test_an_error_aborts_queued_cells(restless):
    kernel = restless
    first = kernel.client.execute("import time\ntime.sleep(0.5)\n1 / 0")
    second = kernel.client.execute("never = 1")
    statuses = {}
    for _ in range(2):
        reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
        statuses[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
    assert statuses == {first: "error", second: "aborted"}
    drain(kernel.client)
    assert kernel.run("never")[0]["ename"] == "NameError"


def test_unknown_requests_are_no_end(kernel):
    message = kernel.client.session.msg("no_such_request", {})
    kernel.client.shell_channel.send(message)
    assert kernel.text("1 + 1") == "2"


def test_unknown_comm_targets_are_closed(kernel):
    content = {"comm_id": "c1", "target_name": "nobody", "data": {}}
    kernel.client.shell_channel.send(kernel.client.session.msg("comm_open", content))
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        message = kernel.client.get_iopub_msg(timeout=5)
        if message["msg_type"] == "comm_close":
            assert message["content"]["comm_id"] == "c1"
            break
    else:
        pytest.fail("no comm_close")
    drain(kernel.client)
    assert kernel.ask("comm_info")["comms"] == {}


def test_restart_forgets_everything():
    with started() as fresh:
        fresh.run("gone = 1")
        session = fresh.ask("kernel_info") and fresh.client.session.session
        fresh.manager.restart_kernel(now=False)
        fresh.client.wait_for_ready(timeout=TIMEOUT)
        reply, _ = fresh.run("gone")
        assert reply["ename"] == "NameError" and reply["execution_count"] == 1
        assert session == fresh.client.session.session


def test_shutdown_ends_the_process():
    manager, client = start_new_kernel(kernel_name="ravel", startup_timeout=TIMEOUT)
    client.shutdown()
    deadline = time.monotonic() + 5
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    client.stop_channels()
    try:
        assert not manager.is_alive()
    finally:
        manager.shutdown_kernel(now=True)


def test_ipc_transport(tmp_path):
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="ravel", transport="ipc", ip=os.path.join(tmp_path, "k"))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        assert Client(manager, client).text("6 * 7") == "42"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_large_output_arrives(kernel):
    text = kernel.stream("for i in range(2000):\n    print(i)")
    assert text.splitlines() == [str(i) for i in range(2000)]


def test_display_and_clear(kernel):
    (display,) = kernel.displays("from IPython.display import display, HTML\ndisplay(HTML('<i>x</i>'))")
    assert display["text/html"] == "<i>x</i>"
    _, outputs = kernel.run("from IPython.display import clear_output\nclear_output(wait=True)")
    assert ("clear_output", {"wait": True}) in outputs


def test_an_image_is_base64(kernel):
    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    (display,) = kernel.displays(f"from IPython.display import display, Image\ndisplay(Image(data={pixel!r}))")
    assert base64.b64decode(display["image/png"]) == pixel
