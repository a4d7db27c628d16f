"""Kernels under test: a client of `ravel kernel` that asks on any channel, for any subshell, and keeps what else comes."""

import contextlib
import queue
import subprocess
import time

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

TIMEOUT = 30


class Kernel:
    """A kernel's process with one client."""

    def __init__(self, process, client):
        self.process, self.client = process, client

    def send(self, channel, kind, content, subshell=None):
        """Sends a request; its id."""
        message = self.client.session.msg(kind, content)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def reply(self, channel, to, timeout=TIMEOUT):
        """The reply to a request; other replies are passed over."""
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                message = getattr(self.client, f"get_{channel}_msg")(timeout=left)
                if message["parent_header"].get("msg_id") == to:
                    return message
        raise TimeoutError(f"no reply on {channel}")

    def ask(self, channel, kind, content, subshell=None, timeout=TIMEOUT):
        """The content of the reply to a request."""
        return self.reply(channel, self.send(channel, kind, content, subshell), timeout)["content"]

    def start(self, code, subshell=None, **options):
        """Begins a cell; its id."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        return self.send("shell", "execute_request", content | options, subshell)

    def outputs(self, of, timeout=TIMEOUT):
        """What a cell broadcasts until it is idle, as (type, content)."""
        found = []
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != of:
                continue
            found.append((message["msg_type"], message["content"]))
            if found[-1] == ("status", {"execution_state": "idle"}):
                return found
        raise TimeoutError("a cell that does not end")

    def outputs_of(self, cells, timeout=TIMEOUT):
        """What several cells broadcast until all are idle, in whatever order they run: {id: [(type, content)]}."""
        found, idle = {cell: [] for cell in cells}, set()
        deadline = time.monotonic() + timeout
        while len(idle) < len(found) and time.monotonic() < deadline:
            message = self.client.get_iopub_msg(timeout=timeout)
            cell = message["parent_header"].get("msg_id")
            if cell in found:
                found[cell].append((message["msg_type"], message["content"]))
                if found[cell][-1] == ("status", {"execution_state": "idle"}):
                    idle.add(cell)
        return found

    def until(self, of, kind, timeout=TIMEOUT):
        """The content of the first message of a kind that a cell broadcasts."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == of and message["msg_type"] == kind:
                return message["content"]
        raise TimeoutError(f"a cell that sends no {kind}")

    def run(self, code, subshell=None, timeout=TIMEOUT, **options):
        """Runs a cell: the reply's content and the outputs."""
        cell = self.start(code, subshell, **options)
        return self.reply("shell", cell, timeout)["content"], self.outputs(cell, timeout)

    def value(self, code, subshell=None):
        """The text of the last expression."""
        _, outputs = self.run(code, subshell)
        return next((c["data"]["text/plain"] for kind, c in outputs if kind == "execute_result"), None)

    def interrupt(self):
        return self.ask("control", "interrupt_request", {})

    def memory(self, field="VmRSS"):
        """Of the kernel's process, in KiB."""
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(next(line.split()[1] for line in f if line.startswith(field + ":")))


def connect(file):
    """A client with all channels, once the kernel answers."""
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return client


@contextlib.contextmanager
def running(program, file, env=None, **connection):
    """Starts a kernel on a connection file of its own."""
    write_connection_file(file, **connection)
    process = subprocess.Popen([program, "kernel", "-f", file], stdin=subprocess.DEVNULL, env=env)
    client = None
    try:
        client = connect(file)
        yield Kernel(process, client)
    finally:
        if client is not None:
            client.stop_channels()
        process.kill()
        process.wait()
