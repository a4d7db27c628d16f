"""Runs the same programs under Ravel and NumPy in turn and compares their times: `make bench`.

Each round starts one process for each of Ravel with one thread, NumPy, and Ravel with all threads; in each the code is
run for a while. *Fresh* is the first run of a process, when no memory has been used before; *warm* the best of the later
ones. With one thread the processor's time is what counts, so that neighbours on the machine disturb little; with several
it is the clock's. Only the ratios mean something. Writes target/bench.txt, .json and .svg; the exit code is 0 whatever
the figures are.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import chart
from workloads import WORKLOADS, growth, layouts

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 300

PROGRAM = """\
import numpy as np
from time import perf_counter, process_time
{setup}
def once():
    wall = perf_counter()
    cpu = process_time()
    for _ in range(inner):
        {code}
    return (process_time() - cpu) / inner, (perf_counter() - wall) / inner
inner = 1
first = once()
times = [first]
total = first[1]
inner = max(1, min(10000, int({least} / max(first[1], 1e-7))))
while (total < {seconds} or len(times) < 4) and len(times) < 60:
    t = once()
    times.append(t)
    total += t[1] * inner
print('[' + ', '.join([f'[{{c:.9f}}, {{w:.9f}}]' for c, w in times]) + ']')
"""

# A number that depends on every bit of the result and its place.
DIGEST = """\
import numpy as np
{setup}
r = {code}
for x in r if isinstance(r, tuple) else (r,):
    x = np.ascontiguousarray(x)
    print(x.dtype, x.shape, x.strides)
    bits = x.reshape(-1).view(np.uint8).astype(np.uint64)
    print((bits * (2 * np.arange(bits.size, dtype=np.uint64) + 1)).sum())
"""


def interpreters(ravel, threads):
    """Name of a contender: its command and environment."""
    one = {"OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    several = {"OPENBLAS_NUM_THREADS": str(threads), "RAYON_NUM_THREADS": str(threads)}
    return {
        "ravel": ([ravel, "run"], one),
        "numpy": ([sys.executable], one),
        "ravel+": ([ravel, "run"], several),
        "numpy+": ([sys.executable], several),
    }


def run(command, environment, text):
    """What the program printed, and the most memory it held in MiB."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
        file.write(text)
    try:
        process = subprocess.Popen(
            [*command, file.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
        )
        out, err = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        os.unlink(file.name)
    if process.returncode:
        raise RuntimeError(err.strip().splitlines()[-1] if err.strip() else f"exit code {process.returncode}")
    return out, usage.ru_maxrss / 1024


def measure(workload, contenders, names, rounds, seconds, least=0.0):
    """Fresh and warm times and the peak memory of each contender, in turn."""
    text = PROGRAM.format(setup=workload.setup.replace("; ", "\n"), code=workload.code, seconds=seconds, least=least)
    taken = {name: {"fresh": [], "warm": [], "memory": 0.0} for name in names}
    for _ in range(rounds):
        for name in names:
            out, memory = run(*contenders[name], text)
            times = [cpu if not name.endswith("+") else wall for cpu, wall in json.loads(out)]
            row = taken[name]
            row["fresh"].append(times[0])
            row["warm"].extend(times[1:])
            row["memory"] = max(row["memory"], memory)
    return taken


def ratio(taken, ours, theirs, kind, pick=min):
    return pick(taken[ours][kind]) / max(pick(taken[theirs][kind]), 1e-9)


def same_results(workload, contenders):
    """Whether both programs compute the same bits, with any number of threads."""
    text = DIGEST.format(setup=workload.setup.replace("; ", "\n"), code=workload.code)
    seen = {name: run(*contenders[name], text)[0] for name in ("ravel", "ravel+", "numpy")}
    return len(set(seen.values())) == 1


def row_of(workload, contenders, args):
    names = ["ravel", "numpy"]
    if args.threads > 1:
        # NumPy's own code has one thread, its linear algebra has more.
        names += ["ravel+", "numpy+"] if workload.family == "linalg" else ["ravel+"]
    taken = measure(workload, contenders, names, args.rounds, args.seconds)
    ours, theirs = ("ravel+" if "ravel+" in taken else "ravel"), ("numpy+" if "numpy+" in taken else "numpy")
    row = {
        "name": workload.name,
        "family": workload.family,
        "ravel ms": min(taken["ravel"]["warm"]) * 1e3,
        "numpy ms": min(taken["numpy"]["warm"]) * 1e3,
        "warm": ratio(taken, "ravel", "numpy", "warm"),
        "warm median": ratio(taken, "ravel", "numpy", "warm", statistics.median),
        "fresh": ratio(taken, "ravel", "numpy", "fresh"),
        "threads": ratio(taken, ours, theirs, "warm"),
        "memory": taken["ravel"]["memory"] / taken["numpy"]["memory"],
        "goal": workload.goal,
        "goal threads": workload.goal2,
        "times": taken,
    }
    if workload.exact and not args.quick and " = " not in workload.code:
        row["same bits"] = same_results(workload, contenders)
    return row


HEADER = f"{'workload':32} {'Ravel ms':>9} {'NumPy ms':>9} {'warm':>6} {'median':>6} {'fresh':>6} {'goal':>5} {'2T':>6} {'goal':>5} {'memory':>6}"


def line_of(row):
    def goal(x):
        return "" if x is None else f"{x:.2f}"

    marks = " BITS DIFFER" if row.get("same bits") is False else ""
    return (
        f"{row['name'][:32]:32} {row['ravel ms']:9.3f} {row['numpy ms']:9.3f} {row['warm']:6.2f} {row['warm median']:6.2f} "
        f"{row['fresh']:6.2f} {goal(row['goal']):>5} {row['threads']:6.2f} {goal(row['goal threads']):>5} "
        f"{row['memory']:6.2f}{marks}"
    )


def run_table(contenders, args, say):
    rows = []
    say(HEADER)
    for workload in WORKLOADS:
        if (args.quick and not workload.quick) or not chosen(args, workload):
            continue
        try:
            rows.append(row_of(workload, contenders, args))
            say(line_of(rows[-1]))
        except (RuntimeError, subprocess.SubprocessError) as error:
            say(f"{workload.name[:32]:32} {error}")
    return rows


def chosen(args, workload):
    return not args.only or any(part in (workload.family, workload.name) or part in workload.code for part in args.only)


def run_growth(contenders, args, say):
    """Nanoseconds for each element by size, and the ratio by rank and layout."""
    sizes, ranks = {}, []
    for name, n, workload in growth():
        if args.quick and n > 10**6:
            continue
        taken = measure(workload, contenders, ["ravel", "numpy", "ravel+"], 1, min(args.seconds, 0.1), 0.002)
        point = {who: min(taken[who]["warm"]) * 1e9 / n for who in taken}
        sizes.setdefault(name, []).append({"n": n, **point})
        say(f"{name:28} n = {n:>11,}  Ravel {point['ravel']:12.3f}  NumPy {point['numpy']:12.3f}  "
            f"{point['ravel'] / point['numpy']:6.2f}  2T {point['ravel+'] / point['numpy']:6.2f}")
    for rank, view, workload in layouts():
        if args.quick and rank not in (1, 3):
            continue
        taken = measure(workload, contenders, ["ravel", "numpy"], 1, min(args.seconds, 0.05))
        ranks.append({"rank": rank, "view": view, "code": workload.code, "warm": ratio(taken, "ravel", "numpy", "warm")})
        say(f"{workload.name:48} {ranks[-1]['warm']:6.2f}")
    return {"sizes": sizes, "layouts": ranks}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ravel", default=os.environ.get("RAVEL", str(ROOT / "target/release/ravel")))
    parser.add_argument("--rounds", type=int, default=3, help="processes of each")
    parser.add_argument("--seconds", type=float, default=0.4, help="for each process")
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--quick", action="store_true", help="few workloads, no growth, no comparison of bits")
    parser.add_argument("--only", action="append", help="workloads with this in their code, or of this family")
    parser.add_argument("--growth", action="store_true", help="sizes, ranks and layouts alone")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "target")
    return parser.parse_args()


def main():
    args = parse()
    args.output.mkdir(parents=True, exist_ok=True)
    contenders = interpreters(args.ravel, args.threads)
    lines = []

    def say(line):
        lines.append(line)
        print(line, flush=True)

    say(f"Ravel's time over NumPy's; 2T: {args.threads} threads; memory: peak of the process over NumPy's")
    rows = [] if args.growth else run_table(contenders, args, say)
    grown = run_growth(contenders, args, say) if args.growth or not (args.quick or args.only) else None
    (args.output / "bench.txt").write_text("\n".join(lines) + "\n")
    (args.output / "bench.json").write_text(json.dumps({"workloads": rows, "growth": grown}, indent=1))
    (args.output / "bench.svg").write_text(chart.draw(rows, grown))


if __name__ == "__main__":
    main()
