"""What reaches the kernel over its sockets and should not: forged, replayed and unknown messages; and how it ends."""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import time

import pytest
import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

TIMEOUT = 30


@pytest.fixture
def kernel(ravel, tmp_path):
    """Starts `ravel kernel` on a connection file of its own: (process, client)."""
    made = []

    def start(**connection):
        file = str(tmp_path / f"kernel-{len(made)}.json")
        write_connection_file(file, **connection)
        process = subprocess.Popen([ravel, "kernel", "-f", file], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        client = BlockingKernelClient(connection_file=file)
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=TIMEOUT)
        made.append((process, client))
        return process, client

    yield start
    for process, client in made:
        client.stop_channels()
        process.kill()
        process.wait()


def evaluate(client, code):
    """The text of the last expression."""
    found = []

    def hook(message):
        if message["msg_type"] == "execute_result":
            found.append(message["content"]["data"]["text/plain"])

    client.execute_interactive(code, timeout=TIMEOUT, output_hook=hook)
    return found[0] if found else None


def test_forged_and_replayed_messages_are_dropped(kernel):
    _, client = kernel(key=b"a key")
    session = client.session
    session.key = b"another key"
    client.execute("forged = 1")
    session.key = b"a key"
    assert evaluate(client, "n = 0\nn") == "0"
    frames = session.serialize(session.msg("execute_request", {"code": "n = n + 1", "silent": False}))
    for _ in range(3):
        client.shell_channel.socket.send_multipart(frames)
    assert evaluate(client, "n") == "1"
    client.execute("forged")
    while (reply := client.get_shell_msg(timeout=TIMEOUT))["content"].get("ename") is None:
        pass
    assert reply["content"]["ename"] == "NameError"


@pytest.mark.parametrize("frames", [[b""], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{", b"{}", b"{}", b"{}"], [b"\xff" * 9] * 7])
def test_broken_messages_are_dropped(kernel, frames):
    _, client = kernel()
    client.shell_channel.socket.send_multipart(frames)
    client.control_channel.socket.send_multipart(frames)
    assert evaluate(client, "6 * 7") == "42"


def test_without_a_key(kernel):
    _, client = kernel(key=b"")
    assert evaluate(client, "6 * 7") == "42"


def test_encrypted(ravel):
    public, secret = zmq.curve_keypair()
    file, info = write_connection_file()
    with open(file) as f:
        content = json.load(f)
    content |= {"curve_publickey": public.decode(), "curve_secretkey": secret.decode()}
    with open(file, "w") as f:
        json.dump(content, f)
    process = subprocess.Popen([ravel, "kernel", "-f", file])
    context = zmq.Context()

    def echoed(encrypt):
        socket = context.socket(zmq.REQ)
        socket.linger = 0
        if encrypt:
            mine, my_secret = zmq.curve_keypair()
            socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = public, mine, my_secret
        socket.connect(f"tcp://{info['ip']}:{info['hb_port']}")
        socket.send(b"ping")
        answered = bool(socket.poll(10_000 if encrypt else 500))
        socket.close()
        return answered

    try:
        assert echoed(True)
        assert not echoed(False)
    finally:
        process.kill()
        process.wait()
        context.term()
        os.remove(file)


def test_a_signal_interrupts_and_the_kernel_lives(kernel):
    process, client = kernel()
    evaluate(client, "kept = 7")
    client.execute("while True:\n    pass")
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    while (reply := client.get_shell_msg(timeout=TIMEOUT))["content"].get("ename") is None:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert evaluate(client, "kept") == "7"


def test_a_runaway_cell_is_cut_off(kernel):
    _, client = kernel()
    size, last = 0, ""
    message = client.execute("for i in range(40):\n    print('x' * 2**20)")
    while True:
        got = client.get_iopub_msg(timeout=TIMEOUT)
        if got["parent_header"].get("msg_id") != message:
            continue
        if got["msg_type"] == "stream":
            size, last = size + len(got["content"]["text"]), got["content"]["text"]
        if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
            break
    assert 16 * 2**20 <= size < 17 * 2**20
    assert re.search(r"more than 16 MiB", last)


def test_the_kernel_ends_with_its_parent(ravel, tmp_path):
    file = str(tmp_path / "kernel.json")
    write_connection_file(file)
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, subprocess, sys, time\n"
            "env = {**os.environ, 'JPY_PARENT_PID': str(os.getpid())}\n"
            "print(subprocess.Popen(sys.argv[1:], env=env).pid, flush=True)\n"
            "time.sleep(60)",
            ravel,
            "kernel",
            "-f",
            file,
        ],
        stdout=subprocess.PIPE,
    )
    pid = int(parent.stdout.readline())
    time.sleep(0.5)
    os.kill(pid, 0)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and os.path.exists(f"/proc/{pid}"):
        with open(f"/proc/{pid}/stat") as f:
            if f.read().rsplit(")", 1)[1].split()[0] == "Z":
                return
        time.sleep(0.1)
    assert not os.path.exists(f"/proc/{pid}")


def test_an_interrupt_cancels_input(kernel):
    process, client = kernel()
    client.allow_stdin = True
    client.execute("input('? ')", allow_stdin=True)
    client.get_stdin_msg(timeout=TIMEOUT)
    process.send_signal(signal.SIGINT)
    while (reply := client.get_shell_msg(timeout=TIMEOUT))["content"].get("ename") is None:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    with pytest.raises(queue.Empty):
        client.get_stdin_msg(timeout=0.2)
