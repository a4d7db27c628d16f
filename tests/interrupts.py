"""How soon an interrupt ends every kind of operation: each line of data/operations.txt is run over and over in one kernel,
is interrupted after a random moment, and the time from the interrupt to `idle` is told.

    python tests/interrupts.py --ravel target/release/ravel [--rounds 3] [--only WORD] [--limit 0.1] [--stacks]
"""

import argparse
import os
import pathlib
import queue
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from kernels import running

OPERATIONS = pathlib.Path(__file__).parent / "data" / "operations.txt"
# No operation is waited for longer; then the kernel is started anew.
PATIENCE = 60


class Operation(NamedTuple):
    family: str
    setup: str
    code: str

    @property
    def cell(self):
        return f"while True:\n    {self.code}"


def operations(only=""):
    """The operations of the table whose family or text has a word."""
    found, family, common = [], None, ""
    for line in OPERATIONS.read_text().splitlines():
        if line.startswith("family: "):
            family, common = line.removeprefix("family: "), ""
        elif line.startswith("setup: "):
            common = line.removeprefix("setup: ")
        elif line and not line.startswith("#"):
            setup, arrow, code = line.partition(" => ")
            own = setup if arrow else ""
            found.append(Operation(family, "\n".join(filter(None, [common, own])), code if arrow else line))
    return [o for o in found if only in o.family or only in o.code]


class Missed(Exception):
    """Nothing was measured."""


def prepare(kernel, operation):
    """Sets up what an operation works on."""
    kernel.run("%reset -f")
    reply, _ = kernel.run(f"%layout off\nimport numpy as np\nkept = 7\n{operation.setup}", timeout=10 * PATIENCE)
    if reply["status"] != "ok":
        raise Missed(f"the set-up fails: {reply['ename']}: {reply['evalue']}")


def stack(process):
    """The functions that the interpreter's thread is in, innermost first."""
    process.send_signal(signal.SIGSTOP)
    command = ["gdb", "-p", str(process.pid), "-batch", "-ex", "thread apply all bt 200"]
    threads = subprocess.run(command, capture_output=True, text=True).stdout.split("\n\n")
    process.send_signal(signal.SIGCONT)
    frames = next((part for part in threads if "session::execute" in part), "").splitlines()[1:]
    return "\n".join("        " + re.sub(r"^#\d+ +(0x\w+ in )?| \(.*|::h[0-9a-f]{16}", "", frame) for frame in frames)


def idle(kernel, cell, until):
    """Whether a cell is idle by then."""
    while (left := until - time.monotonic()) > 0:
        try:
            message = kernel.client.get_iopub_msg(timeout=left)
        except queue.Empty:
            return False
        if message["parent_header"].get("msg_id") == cell and message["content"].get("execution_state") == "idle":
            return True
    return False


def interrupted(kernel, operation, delay, patience=None):
    """Seconds from an interrupt to the end of the cell; where `patience` ran out, the stack at that time, too."""
    cell = kernel.start(operation.cell)
    kernel.until(cell, "execute_input")
    try:
        early = kernel.reply("shell", cell, timeout=delay)["content"]
        kernel.outputs(cell)
        raise Missed(f"it ends by itself: {early.get('ename')}: {early.get('evalue')}")
    except TimeoutError:
        pass
    begin, where = time.monotonic(), None
    kernel.send("control", "interrupt_request", {})
    if patience is None or not idle(kernel, cell, begin + patience):
        where = patience is not None and stack(kernel.process)
        if not idle(kernel, cell, begin + PATIENCE):
            raise TimeoutError(f"it does not end in {PATIENCE} s")
    seconds = time.monotonic() - begin
    reply = kernel.reply("shell", cell)["content"]
    if reply.get("ename") != "KeyboardInterrupt" or kernel.value("kept") != "7":
        raise Missed(f"it ends otherwise: {reply.get('ename')}: {reply.get('evalue')}")
    return seconds, where


def measure(program, found, rounds, limit, stacks):
    """Interrupts each operation so many times: {operation: seconds or why there are none}."""
    results, left = {}, list(found)
    while left:
        with tempfile.TemporaryDirectory() as folder, running(program, f"{folder}/kernel.json") as kernel:
            while left:
                operation = left.pop(0)
                try:
                    prepare(kernel, operation)
                    results[operation] = []
                    for _ in range(rounds):
                        seconds, where = interrupted(kernel, operation, random.uniform(0.1, 1.5), limit / 2 if stacks else None)
                        results[operation].append(seconds)
                        tell(operation, seconds, where, limit)
                except Missed as why:
                    results[operation] = str(why)
                    print(f"?       {operation.family}: {operation.code}: {why}", flush=True)
                except (TimeoutError, queue.Empty, RuntimeError) as why:
                    results[operation] = [float("inf")]
                    print(f"!       {operation.family}: {operation.code}: {why}", flush=True)
                    break
    return results


def tell(operation, seconds, where, limit):
    if seconds > limit:
        print(f"{seconds:6.3f}  {operation.family}: {operation.code}", flush=True)
        if where:
            print(where, flush=True)


def summary(results, limit):
    """The distribution, over all and by family."""
    families = {}
    for operation, seconds in results.items():
        if isinstance(seconds, list):
            families.setdefault(operation.family, []).extend(seconds)
    families["all"] = sum(families.values(), [])
    print(f"\n{'family':28}{'times':>7}{'median':>9}{'95 %':>9}{'longest':>9}   beyond {limit} s")
    for family, seconds in families.items():
        seconds.sort()
        at = lambda part: seconds[min(int(part * len(seconds)), len(seconds) - 1)]
        beyond = sum(s > limit for s in seconds)
        print(f"{family:28}{len(seconds):7}{at(0.5):9.3f}{at(0.95):9.3f}{seconds[-1]:9.3f}   {beyond}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ravel", default=os.environ.get("RAVEL", "target/release/ravel"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="a word of the family or of the operation")
    parser.add_argument("--limit", type=float, default=0.1, help="seconds that an interrupt may take")
    parser.add_argument("--stacks", action="store_true", help="show by gdb where one is that takes longer")
    given = parser.parse_args()
    results = measure(given.ravel, operations(given.only), given.rounds, given.limit, given.stacks)
    summary(results, given.limit)
    late = any(isinstance(s, str) or max(s, default=0) > given.limit for s in results.values())
    sys.exit(late)


if __name__ == "__main__":
    main()
