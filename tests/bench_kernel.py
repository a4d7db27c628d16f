"""Times Ravel's kernel beside ipykernel and beside a kernel that does nothing, in turn, in one run: `make bench-kernel`.

The last one is the floor: what the client itself takes. Figures of one machine and moment; their ratios are what counts.
Writes target/bench-kernel.txt and target/bench-kernel.json.
"""

import argparse
import contextlib
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 60
LINES = 100_000

# name: unit, whether more is better, goal as (times, the kernel that it is measured by), or a figure
MEASURES = {
    "start to kernel_info": ("ms", False, (1.1, "floor")),
    "1 + 1": ("ms", False, (1.3, "floor")),
    "completion": ("ms", False, (2.0, "floor")),
    "interrupt": ("ms", False, 100.0),
    "10^5 prints": ("lines/s", True, (10.0, "ipykernel")),
    "idle memory, RSS": ("MiB", False, 20.0),
    "idle memory, PSS": ("MiB", False, 20.0),
}


def commands(ravel):
    python = sys.executable
    return {
        "floor": [python, str(ROOT / "tests/echo_kernel.py"), "{connection_file}"],
        "ravel": [ravel, "kernel", "-f", "{connection_file}"],
        "ipykernel": [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    }


def write_specs(folder, ravel):
    for name, argv in commands(ravel).items():
        (folder / name).mkdir()
        mode = "signal" if name == "ipykernel" else "message"
        spec = {"argv": argv, "display_name": name, "language": "python", "interrupt_mode": mode}
        (folder / name / "kernel.json").write_text(json.dumps(spec))


@contextlib.contextmanager
def started(specs, name):
    """A kernel with its client, and the seconds until it told who it is."""
    begin = time.perf_counter()
    manager = KernelManager(kernel_name=name, kernel_spec_manager=specs)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        yield manager, client, time.perf_counter() - begin
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def executed(client, code, before_reply=lambda: None):
    """Seconds from the request to both the reply and idle."""
    begin = time.perf_counter()
    cell = client.execute(code)
    before_reply()
    while client.get_shell_msg(timeout=TIMEOUT)["parent_header"].get("msg_id") != cell:
        pass
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == cell and message["content"].get("execution_state") == "idle":
            return time.perf_counter() - begin


def completed(client):
    begin = time.perf_counter()
    client.complete("prin", 4, reply=True, timeout=TIMEOUT)
    return time.perf_counter() - begin


def interrupted(manager, client):
    """Seconds from the interrupt to the end of an endless loop."""
    begun = []

    def interrupt():
        time.sleep(0.3)
        begun.append(time.perf_counter())
        manager.interrupt_kernel()

    executed(client, "while True: pass", interrupt)
    return time.perf_counter() - begun[0]


def memory(manager, field):
    """MiB of the kernel's process."""
    pid = manager.provisioner.process.pid
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return next(int(line.split()[1]) for line in f if line.startswith(field + ":")) / 1024


def measure(specs, name):
    """One kernel's figures of one round."""
    found = {}
    with started(specs, name) as (manager, client, seconds):
        found["start to kernel_info"] = seconds * 1e3
        executed(client, "1 + 1")
        time.sleep(0.5)
        found["idle memory, RSS"] = memory(manager, "Rss")
        found["idle memory, PSS"] = memory(manager, "Pss")
        found["1 + 1"] = statistics.median(executed(client, "1 + 1") for _ in range(100)) * 1e3
        found["completion"] = statistics.median(completed(client) for _ in range(50)) * 1e3
        found["interrupt"] = statistics.median(interrupted(manager, client) for _ in range(3)) * 1e3
        found["10^5 prints"] = LINES / executed(client, f"for i in range({LINES}): print(i)")
    return found


def ratio(figures, measure, by):
    ours, theirs = figures["ravel"][measure], figures[by].get(measure)
    return ours / theirs if theirs else None


def verdict(figures, measure):
    """The goal in words, and whether it is met."""
    _, more, goal = MEASURES[measure]
    ours = figures["ravel"][measure]
    if isinstance(goal, tuple):
        times, by = goal
        met = ours >= times * figures[by][measure] if more else ours <= times * figures[by][measure]
        return f"{'≥' if more else '≤'} {times:g} × {by}", met
    return f"≤ {goal:g} {MEASURES[measure][0]}", ours <= goal


def table(figures):
    lines = [["", "", *figures, "/ floor", "/ ipykernel", "goal", ""]]
    for name, (unit, _, _) in MEASURES.items():
        cells = [f"{f[name]:,.{0 if f[name] >= 1000 else 1}f}" if name in f else "–" for f in figures.values()]
        ratios = [f"{r:.2f}" if (r := ratio(figures, name, by)) else "–" for by in ("floor", "ipykernel")]
        goal, met = verdict(figures, name)
        lines.append([name, unit, *cells, *ratios, goal, "met" if met else "missed"])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    left = (0, 1, len(lines[0]) - 2, len(lines[0]) - 1)
    align = lambda i, cell: cell.ljust(widths[i]) if i in left else cell.rjust(widths[i])
    return "\n".join("  ".join(align(i, c) for i, c in enumerate(line)).rstrip() for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ravel", default=os.environ.get("RAVEL", str(ROOT / "target/release/ravel")))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["IPYTHONDIR"] = folder
        kernels = pathlib.Path(folder) / "kernels"
        kernels.mkdir()
        write_specs(kernels, str(pathlib.Path(options.ravel).absolute()))
        specs = KernelSpecManager(kernel_dirs=[str(kernels)], ensure_native_kernel=False)
        rounds = [{name: measure(specs, name) for name in commands("")} for _ in range(options.rounds)]
    median = lambda name, m: statistics.median(r[name][m] for r in rounds)
    figures = {name: {m: median(name, m) for m in rounds[0][name]} for name in rounds[0]}
    text = f"Medians of {options.rounds} rounds; each kernel in each round.\n\n{table(figures)}\n"
    print(text, end="")
    options.out.mkdir(exist_ok=True)
    (options.out / "bench-kernel.txt").write_text(text)
    goals = {m: dict(zip(("goal", "met"), verdict(figures, m), strict=True)) for m in MEASURES}
    report = {"figures": figures, "goals": goals, "rounds": rounds}
    (options.out / "bench-kernel.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
