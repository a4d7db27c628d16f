"""A kernel among many clients, slow ones, lost ones, and for long."""

import contextlib
import os
import queue
import signal
import time

import pytest
import zmq
from jupyter_client.manager import KernelManager
from kernels import TIMEOUT, Kernel, connect, running


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "kernel.json")


@pytest.fixture
def kernel(ravel, file):
    with running(ravel, file) as kernel:
        yield kernel


@contextlib.contextmanager
def another(kernel, file):
    """A second client of a running kernel."""
    client = connect(file)
    try:
        yield Kernel(kernel.process, client)
    finally:
        client.stop_channels()


def ended(process, within):
    """Whether a process ends in time."""
    deadline = time.monotonic() + within
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return process.poll() is not None


def test_a_manager_that_demands_encryption():
    manager = KernelManager(kernel_name="ravel", transport_encryption="required")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        assert manager.curve_publickey
        client.wait_for_ready(timeout=TIMEOUT)
        kernel = Kernel(None, client)
        assert kernel.value("6 * 7") == "42"
        assert client.hb_channel.is_beating()
        assert kernel.ask("control", "kernel_info_request", {})["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_client_with_another_servers_key_gets_nowhere(ravel, file):
    public, secret = zmq.curve_keypair()
    with running(ravel, file, curve_publickey=public, curve_secretkey=secret) as kernel:
        assert kernel.value("6 * 7") == "42"
        context = zmq.Context()
        socket = context.socket(zmq.DEALER)
        socket.linger = 0
        socket.curve_serverkey, _ = zmq.curve_keypair()
        socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
        socket.connect(f"tcp://{kernel.client.ip}:{kernel.client.shell_port}")
        session = kernel.client.session
        socket.send_multipart(session.serialize(session.msg("kernel_info_request", {})))
        assert not socket.poll(500)
        context.destroy()
        assert kernel.value("6 * 7") == "42"


@pytest.mark.parametrize("content", [{}, {"code": 5}, {"code": "1", "silent": "maybe"}, b"[]"])
def test_a_request_that_lacks_what_it_needs_is_answered(kernel, content):
    cell = kernel.send("shell", "execute_request", content)
    reply = kernel.reply("shell", cell)
    assert (reply["msg_type"], reply["content"]["status"]) == ("execute_reply", "error")
    assert [c.get("execution_state") for _, c in kernel.outputs(cell)] == ["busy", "idle"]
    assert kernel.value("6 * 7") == "42"


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_a_request_of_no_known_type_is_busy_and_idle(kernel, channel):
    request = kernel.send(channel, "tea_request", {"sugar": 2})
    assert [c.get("execution_state") for _, c in kernel.outputs(request)] == ["busy", "idle"]
    assert kernel.value("6 * 7") == "42"


def test_two_clients_each_get_their_answers_and_see_all_output(kernel, file):
    with another(kernel, file) as second:
        cells = [(k, k.start(f"print({i})\n{i}")) for i in range(20) for k in (kernel, second)]
        counts = [asker.reply("shell", cell)["content"]["execution_count"] for asker, cell in cells]
        # Each client's own cells run in its order; between the two, whichever comes first.
        assert sorted(counts) == list(range(1, 41))
        assert counts[::2] == sorted(counts[::2]) and counts[1::2] == sorted(counts[1::2])
        for watcher in (kernel, second):
            seen = watcher.outputs_of([cell for _, cell in cells])
            for i, (_, cell) in enumerate(cells):
                kinds = dict(seen[cell])
                assert kinds["stream"]["text"] == f"{i // 2}\n"
                assert kinds["execute_result"]["data"]["text/plain"] == str(i // 2)


def test_a_client_that_comes_back_finds_its_variables(kernel, file):
    kernel.run("x = 5")
    running_cell = kernel.start("import time\ntime.sleep(0.5)\nx = 6")
    kernel.client.stop_channels()
    with another(kernel, file) as again:
        again.client.session.session = kernel.client.session.session
        assert again.value("x") == "6", running_cell


def test_a_client_that_never_reads_holds_nobody_up(kernel):
    context = zmq.Context()
    deaf = context.socket(zmq.SUB)
    deaf.rcvhwm, deaf.linger = 1, 0
    deaf.subscribe(b"")
    deaf.connect(f"tcp://{kernel.client.ip}:{kernel.client.iopub_port}")
    mute = context.socket(zmq.DEALER)
    mute.rcvhwm, mute.linger = 1, 0
    mute.connect(f"tcp://{kernel.client.ip}:{kernel.client.shell_port}")
    session = kernel.client.session
    for _ in range(200):
        mute.send_multipart(session.serialize(session.msg("kernel_info_request", {})))
    for _ in range(5):
        reply, outputs = kernel.run("for i in range(10):\n    print('x' * 10**6)")
        assert sum(len(c["text"]) for kind, c in outputs if kind == "stream") == 10 * (10**6 + 1)
    context.destroy()
    assert kernel.value("6 * 7") == "42"


def test_a_million_lines_all_arrive(kernel):
    _, outputs = kernel.run("for i in range(10**6):\n    print(i)", timeout=300)
    text = "".join(c["text"] for kind, c in outputs if kind == "stream")
    assert text == "".join(f"{i}\n" for i in range(10**6))


def test_a_lone_line_comes_while_the_cell_runs_on(kernel):
    cell = kernel.start("import numpy as np\nprint('soon')\nnp.broadcast_to(1.0, (10**6, 10**6)).sum()")
    begin = time.monotonic()
    while (message := kernel.client.get_iopub_msg(timeout=5))["msg_type"] != "stream":
        pass
    assert message["content"]["text"] == "soon\n" and time.monotonic() - begin < 2
    kernel.interrupt()
    assert kernel.reply("shell", cell)["content"]["ename"] == "KeyboardInterrupt"


def test_output_is_cut_at_a_limit_that_is_told(kernel):
    _, outputs = kernel.run("for i in range(100):\n    print('y' * 10**6)", timeout=120)
    text = "".join(c["text"] for kind, c in outputs if kind == "stream")
    assert 16 * 2**20 <= len(text) < 16 * 2**20 + 200
    assert text.endswith("[more than 16 MiB of output: the rest of this cell's text is not shown]\n")
    _, outputs = kernel.run("print('on')")
    assert ("stream", {"name": "stdout", "text": "on\n"}) in outputs


CELLS = "import numpy as np\na = np.arange(1000.0)\nb = a[::2] + {i}\nprint(b[0])\nb.sum()"


def many_cells(kernel, count):
    """Runs cells without a pause; KiB by which memory grew per 1000 cells after the first thousand."""
    for i in range(1000):
        kernel.run(CELLS.format(i=i))
    before = kernel.memory()
    for i in range(count):
        kernel.run(CELLS.format(i=i))
    return (kernel.memory() - before) / count * 1000


def test_memory_stays_flat_over_many_cells(kernel):
    # In, Out and the history hold each cell's text and result, some hundred bytes each.
    assert many_cells(kernel, 1000) < 3000


@pytest.mark.slow
def test_memory_stays_flat_over_ten_thousand_cells(kernel):
    assert many_cells(kernel, 10_000) < 2000


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("code", ["while True:\n    pass", "import numpy as np\nnp.broadcast_to(1.0, (10**6, 10**6)).sum()"])
def test_shutdown_in_the_midst_of_a_cell(kernel, code, restart):
    kernel.start(code)
    time.sleep(0.3)
    assert kernel.ask("control", "shutdown_request", {"restart": restart}) == {"status": "ok", "restart": restart}
    assert ended(kernel.process, 2) and kernel.process.returncode == 0


def test_a_termination_ends_it_at_once(kernel):
    kernel.start("while True:\n    pass")
    time.sleep(0.3)
    kernel.process.send_signal(signal.SIGTERM)
    assert ended(kernel.process, 1)


def test_addresses_are_those_asked_for_and_no_wider(kernel):
    listening = set()
    inodes = set()
    for fd in os.scandir(f"/proc/{kernel.process.pid}/fd"):
        with contextlib.suppress(OSError):
            inodes.add(os.readlink(fd.path))
    for line in open(f"/proc/{kernel.process.pid}/net/tcp").read().splitlines()[1:]:
        _, local, _, state, *rest = line.split()
        if state == "0A" and f"socket:[{rest[5]}]" in inodes:
            listening.add(local.split(":")[0])
    assert listening == {"0100007F"}


def test_idle_costs_no_time(kernel):
    def ticks():
        with open(f"/proc/{kernel.process.pid}/stat") as f:
            return sum(map(int, f.read().rsplit(")", 1)[1].split()[11:13]))

    kernel.run("1 + 1")
    time.sleep(0.3)
    before = ticks()
    time.sleep(2)
    assert ticks() - before <= 2


def test_a_question_is_answered_between_cells_of_a_long_queue(kernel):
    cells = [kernel.start(f"import time\ntime.sleep(0.02)\nstep = {i}") for i in range(50)]
    begin = time.monotonic()
    reply = kernel.ask("shell", "complete_request", {"code": "prin", "cursor_pos": 4})
    assert "print" in reply["matches"] and time.monotonic() - begin < 0.5
    assert kernel.reply("shell", cells[-1])["content"]["status"] == "ok"
    with contextlib.suppress(queue.Empty):
        while True:
            kernel.client.get_iopub_msg(timeout=0.1)
