"""What recording costs: the same cells with and without memory reports, one after the other, in one session.

Array work is meant to cost at most 1.02 times as much with reports, loops over numbers at most 1.20. Processor time, the least
of the rounds. `bench_recording.py --ravel PROGRAM --rounds N`
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile

import nbformat
from nbformat import v4

ROOT = pathlib.Path(__file__).resolve().parent.parent
SETUP = "import numpy as np\nimport time\nv = np.ones(4_000_000)\nm = np.ones((1000, 1000))\nsmall = np.arange(1000.0)"
ARRAYS, SCALARS = 1.02, 1.20
WORK = {
    "sum of 32 MB, 40 times": (ARRAYS, "for i in range(40):\n    s = v.sum()"),
    "formula over 32 MB, 8 times": (ARRAYS, "for i in range(8):\n    w = np.sqrt(v * v + 1)"),
    "transposed copy of 8 MB, 30 times": (ARRAYS, "for i in range(30):\n    c = m.T.reshape(-1)"),
    "row sums, 1000 rows of 8 kB": (ARRAYS, "for row in m:\n    s = row.sum()"),
    "integers, 200,000 turns": (SCALARS, "t = 0\nfor i in range(200_000):\n    t += i * i % 7"),
    "a function of numbers, 50,000 calls": (SCALARS, "def f(x):\n    return x * x + 1\nfor i in range(50_000):\n    y = f(i)"),
    "elements of an array, 50,000 turns": (SCALARS, "t = 0.0\nfor i in range(50_000):\n    t += small[i % 1000]"),
    "writes of elements, 50,000 turns": (SCALARS, "for i in range(50_000):\n    small[i % 1000] = i"),
}


def cells(rounds):
    yield SETUP
    for _ in range(rounds):
        for code in (code for _, code in WORK.values()):
            for mode in ("off", "compact"):
                yield f"%layout {mode}"
                yield f"since = time.process_time()\n{code}\nprint(time.process_time() - since)"


def seconds(path):
    """The seconds that the cells have printed, in order."""
    printed = [o["text"] for c in nbformat.read(path, 4).cells for o in c.outputs if o.get("name") == "stdout"]
    return [float(text) for text in printed]


def measure(ravel, rounds):
    """For each kind of work: seconds without and with reports."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bench.ipynb"
        nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(code) for code in cells(rounds)]), path)
        subprocess.run([ravel, "run", "--update", str(path)], check=True, stdout=subprocess.DEVNULL)
        found = seconds(path)
    turns = [found[i :: 2 * len(WORK)] for i in range(2 * len(WORK))]
    return {name: (min(turns[2 * i]), min(turns[2 * i + 1])) for i, name in enumerate(WORK)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ravel", default=os.environ.get("RAVEL", str(ROOT / "target/release/ravel")))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures")
    options = parser.parse_args()
    found = measure(options.ravel, options.rounds)
    print(f"{'work':38}{'off':>11}{'compact':>11}{'ratio':>8}{'goal':>7}")
    for name, (off, on) in found.items():
        goal = WORK[name][0]
        print(f"{name:38}{off * 1e3:>8.1f} ms{on * 1e3:>8.1f} ms{on / off:>8.2f}{goal:>7.2f}{'' if on / off <= goal else '  missed'}")
    if options.json:
        options.json.write_text(json.dumps({name: {"off": off, "on": on} for name, (off, on) in found.items()}, indent=1))


if __name__ == "__main__":
    main()
