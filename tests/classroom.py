"""A classroom on one machine: N kernels at once. Prints what each holds when idle, how soon it answers, whether the memory
limit of each holds, and whether a restarted kernel knows its history: `classroom.py --ravel PROGRAM --kernels 100`.
"""

import argparse
import contextlib
import os
import pathlib
import re
import signal
import statistics
import subprocess
import tempfile
import time

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

LIMIT_MB = 200
TIMEOUT = 120


def rollup(pid):
    """PSS, USS and RSS of a process in megabytes."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    field = {name: int(kib) / 1024 for name, kib in re.findall(r"^(\w+):\s+(\d+) kB", text, re.M)}
    return field["Pss"], field["Private_Clean"] + field["Private_Dirty"], field["Rss"]


class Seat:
    """One learner's kernel."""

    def __init__(self, program, folder, number):
        self.home = folder / f"home{number}"
        self.home.mkdir()
        self.program, self.file = program, str(folder / f"{number}.json")
        self.process = self.client = None

    def start(self):
        write_connection_file(self.file)
        environment = {**os.environ, "HOME": str(self.home), "RAVEL_MEMORY": f"{LIMIT_MB}M"}
        environment.pop("XDG_DATA_HOME", None)
        self.process = subprocess.Popen(
            [self.program, "kernel", "-f", self.file], stdin=subprocess.DEVNULL, env=environment
        )

    def connect(self):
        """Waits until the kernel answers. A port may be taken between its choice and its use: then others are tried, as
        Jupyter does."""
        for left in (2, 1, 0):
            try:
                return self.reach()
            except RuntimeError:
                if not left or self.process.poll() is None:
                    raise
                self.client.stop_channels()
                os.remove(self.file)
                self.start()

    def reach(self):
        self.client = BlockingKernelClient(connection_file=self.file)
        self.client.load_connection_file()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def run(self, code):
        """Runs a cell: its reply and the seconds until it was there."""
        begin = time.perf_counter()
        message = self.client.execute(code)
        while True:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"], time.perf_counter() - begin

    def history(self):
        message = self.client.history(hist_access_type="tail", n=5)
        while True:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message:
                return [entry[2] for entry in reply["content"]["history"]]

    def stop(self):
        if self.client is not None:
            self.client.stop_channels()
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def spread(values, unit, digits=1):
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"median {middle:.{digits}f} {unit}, {low:.{digits}f} to {high:.{digits}f}"


def lesson(seats):
    begin = time.perf_counter()
    for seat in seats:
        seat.start()
    for seat in seats:
        seat.connect()
    print(f"{len(seats)} kernels answer after {time.perf_counter() - begin:.1f} s")
    time.sleep(1)
    shares, own, resident = zip(*(rollup(seat.process.pid) for seat in seats))
    print(f"idle, share of memory (PSS):  {spread(shares, 'MB')}; all together {sum(shares):.0f} MB")
    print(f"idle, memory of its own (USS): {spread(own, 'MB')}")
    print(f"idle, with what all share (RSS): {spread(resident, 'MB')}")
    answers = [seat.run("1 + 1")[1] * 1000 for _ in range(3) for seat in seats]
    print(f"1 + 1: {spread(answers, 'ms')}")
    for seat in seats:
        assert seat.run("import numpy as np\nkept = 7")[0]["status"] == "ok"
    over = "x = []\nwhile True: x.append('a' * 1000)"
    errors = [seat.run(over)[0].get("ename") for seat in seats[:10]]
    errors += [seat.run(f"np.ones({LIMIT_MB} * 2**17 + 1)")[0].get("ename") for seat in seats[:10]]
    held = sum(error == "MemoryError" for error in errors)
    print(f"a limit of {LIMIT_MB} MB held in {held} of {len(errors)} cells that went beyond it")
    alive = sum(seat.run("assert kept == 7")[0]["status"] == "ok" for seat in seats)
    print(f"{alive} of {len(seats)} sessions go on")
    known = 0
    for seat in seats[:10]:
        seat.run("remembered = 41 + 1")
        seat.run("1")
        time.sleep(0.2)
        seat.stop()
        seat.start()
        seat.connect()
        known += any("remembered" in line for line in seat.history())
    print(f"{known} of {len(seats[:10])} restarted kernels know their history")
    return held == len(errors) and alive == len(seats) and known == len(seats[:10])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ravel", required=True)
    parser.add_argument("--kernels", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        seats = [Seat(os.path.abspath(options.ravel), pathlib.Path(folder), n) for n in range(options.kernels)]
        for seat in seats:
            stack.callback(seat.stop)
        if not lesson(seats):
            raise SystemExit("classroom: not all held")


if __name__ == "__main__":
    main()
