"""The interpreter's speed: small programs, timed under Ravel and CPython in turn, as a table of ratios.

    python benches/interpreter.py --program "target/release/ravel run" [--rounds 5] [--only WORD]

A ratio is Ravel's time by CPython's (with NumPy): below 1 Ravel is faster. Only ratios within one run count."""

import argparse
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Program:
    """What is timed: `body`, after `setup`; `goal` is the ratio to reach."""

    name: str
    goal: float
    body: str
    setup: str = ""


ARRAYS = "import numpy as np\na = np.array([1.0, 2.0, 3.0])\nb = np.array([4.0, 5.0, 6.0])\nm = np.ones((3, 3))\n"


def calls(name, expression, goal=0.3, times=20_000, setup=ARRAYS):
    """One expression, many times over: its overhead."""
    return Program(name, goal, f"for _ in range({times}):\n    {expression}\n", setup)


PROGRAMS = [
    # Scalars
    Program("scalar loop", 0.3, "s = 0\nfor i in range(10**6): s += i * 2 % 7\n"),
    Program(
        "scalar loop in a function", 0.5, "f(10**6)\n", "def f(n):\n    s = 0\n    for i in range(n): s += i * 2 % 7\n"
    ),
    Program("while loop", 0.5, "i = 0\nwhile i < 500_000:\n    i += 1\n"),
    Program("float loop", 0.5, "x = 0.5\nfor i in range(500_000):\n    x = 3.7 * x * (1.0 - x)\n"),
    Program("calls of a function", 0.5, "for i in range(300_000): f(i)\n", "def f(x):\n    return x * 2 + 1\n"),
    Program(
        "fib(25)", 0.5, "fib(25)\n", "def fib(n):\n    if n < 2: return n\n    return fib(n - 1) + fib(n - 2)\n"
    ),
    Program(
        "collatz",
        0.5,
        "for n in range(1, 5000):\n    k = n\n    while k != 1:\n"
        "        if k % 2 == 0:\n            k //= 2\n        else:\n            k = 3 * k + 1\n",
    ),
    Program(
        "closure", 0.5, "f = make()\nfor i in range(300_000): f()\n",
        "def make():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n    return step\n",
    ),
    Program(
        "default and keyword arguments", 0.6, "for i in range(200_000): f(i, b=2)\n",
        "def f(a, b=1, c=3):\n    return a + b * c\n",
    ),
    Program(
        "mandelbrot of complex numbers", 0.8,
        "for y in range(60):\n    for x in range(60):\n        c = complex(x / 30 - 1.5, y / 30 - 1)\n        z = 0j\n"
        "        n = 0\n        while abs(z) < 2 and n < 30:\n            z = z * z + c\n            n += 1\n",
    ),
    Program("math functions", 0.5, "for i in range(200_000): math.sin(i) + math.sqrt(i)\n", "import math\n"),
    Program("try in a loop", 0.7, "for i in range(300_000):\n    try:\n        x = i\n    except ValueError:\n        pass\n"),
    # Containers and text
    Program("list append", 0.6, "items = []\nfor i in range(300_000): items.append(i)\n"),
    Program("list comprehension", 0.5, "[i * i for i in range(500_000)]\n"),
    Program("filtered comprehension", 0.5, "[i for i in range(500_000) if i % 3 == 0]\n"),
    Program("dict comprehension", 0.8, "{i: i * i for i in range(200_000)}\n"),
    Program("generator sum", 0.6, "sum(i * i for i in range(300_000))\n"),
    Program(
        "counting words in a dict", 0.8,
        "for _ in range(20):\n    counts = {}\n    for w in words:\n        counts[w] = counts.get(w, 0) + 1\n",
        "words = ('the quick brown fox jumps over the lazy dog ' * 500).split()\n",
    ),
    Program("dict of ints", 0.8, "d = {}\nfor i in range(200_000): d[i % 1000] = i\n"),
    Program(
        "sieve", 0.6,
        "n = 200_000\nprime = [True] * (n + 1)\nfor i in range(2, int(n ** 0.5) + 1):\n    if prime[i]:\n"
        "        for j in range(i * i, n + 1, i):\n            prime[j] = False\n",
    ),
    Program(
        "bubble sort", 0.6,
        "items = [(i * 7919) % 300 for i in range(300)]\nfor i in range(300):\n    for j in range(299 - i):\n"
        "        if items[j] > items[j + 1]:\n            items[j], items[j + 1] = items[j + 1], items[j]\n",
    ),
    Program(
        "matrix product of lists", 0.6,
        "c = [[0.0] * n for _ in range(n)]\nfor i in range(n):\n    for j in range(n):\n        for k in range(n):\n"
        "            c[i][j] += a[i][k] * b[k][j]\n",
        "n = 50\na = [[float(i + j) for j in range(n)] for i in range(n)]\nb = [row[:] for row in a]\n",
    ),
    Program("string building", 0.8, "s = ''\nfor i in range(100_000): s += 'ab'\n"),
    Program("join and str", 0.8, "','.join([str(i) for i in range(200_000)])\n"),
    Program("f-strings", 0.8, "for i in range(100_000): f'{i}: {i / 3:.2f}'\n"),
    Program("characters of a string", 0.8, "n = 0\nfor c in text:\n    if c == 'a': n += 1\n", "text = 'abcdefghij' * 30_000\n"),
    Program("sort with a key", 0.8, "sorted(items, key=lambda x: -x)\n", "items = [(i * 7919) % 100_003 for i in range(100_000)]\n"),
    Program("sort", 1.0, "sorted(items)\n", "items = [(i * 7919) % 100_003 for i in range(100_000)]\n"),
    Program("sum, min, max of a list", 1.0, "for _ in range(5): sum(items), min(items), max(items)\n", "items = list(range(100_000))\n"),
    Program("zip and enumerate", 0.8, "for i, (x, y) in enumerate(zip(a, b)): x + y\n", "a = list(range(200_000))\nb = a[::-1]\n"),
    Program("tuples unpacked", 0.7, "a, b = 0, 1\nfor _ in range(300_000): a, b = b, a + 1\n"),
    # Elements of arrays
    Program(
        "a[i, j] read", 0.5, "for i in range(200):\n    for j in range(200):\n        a[i, j]\n",
        "import numpy as np\na = np.arange(40000.0).reshape(200, 200)\n",
    ),
    Program(
        "a[i, j] written", 0.5, "for i in range(200):\n    for j in range(200):\n        a[i, j] = i * j\n",
        "import numpy as np\na = np.zeros((200, 200))\n",
    ),
    Program(
        "a[i] read and added", 0.5, "s = 0.0\nfor i in range(len(a)):\n    s += a[i]\n",
        "import numpy as np\na = np.arange(100_000.0)\n",
    ),
    Program("iterating an array", 0.6, "s = 0.0\nfor x in a: s += x\n", "import numpy as np\na = np.arange(100_000.0)\n"),
    Program(
        "a[i] += 1", 0.5, "for i in range(len(a)):\n    a[i] += 1\n", "import numpy as np\na = np.zeros(50_000)\n"
    ),
    Program(
        "game of life by loops", 0.5,
        "new = np.zeros((n, n), dtype=int)\nfor i in range(n):\n    for j in range(n):\n        total = 0\n"
        "        for di in (-1, 0, 1):\n            for dj in (-1, 0, 1):\n                if di or dj:\n"
        "                    total += g[(i + di) % n, (j + dj) % n]\n"
        "        new[i, j] = 1 if total == 3 or (g[i, j] and total == 2) else 0\n",
        "import numpy as np\nn = 40\ng = (np.arange(n * n).reshape(n, n) * 7919 % 13 < 4).astype(int)\n",
    ),
    Program(
        "matrix product of arrays by loops", 0.5,
        "c = np.zeros((n, n))\nfor i in range(n):\n    for j in range(n):\n        for k in range(n):\n"
        "            c[i, j] += a[i, k] * b[k, j]\n",
        "import numpy as np\nn = 30\na = np.ones((n, n))\nb = np.ones((n, n))\n",
    ),
    Program(
        "NumPy scalar arithmetic", 0.5, "for i in range(100_000): x * x + y\n",
        "import numpy as np\nx = np.float64(1.5)\ny = np.float64(2.5)\n",
    ),
    # Small arrays
    calls("a + b of 3 elements", "a + b", 0.2),
    calls("a * 2 + 1 of 3 elements", "a * 2 + 1", 0.25),
    calls("a += b of 3 elements", "a += b"),
    calls("a > 2 of 3 elements", "a > 2"),
    calls("np.add(a, b)", "np.add(a, b)"),
    calls("np.sin(a)", "np.sin(a)"),
    calls("np.sin of a float", "np.sin(0.5)"),
    calls("np.sum(a)", "np.sum(a)"),
    calls("a.sum()", "a.sum()"),
    calls("np.mean(a)", "np.mean(a)"),
    calls("m.sum(axis=0)", "m.sum(axis=0)"),
    calls("np.dot(a, b)", "np.dot(a, b)"),
    calls("m @ m", "m @ m"),
    calls("a.reshape(3, 1)", "a.reshape(3, 1)"),
    calls("m.T", "m.T"),
    calls("a.shape", "a.shape"),
    calls("a[1:]", "a[1:]"),
    calls("m[0]", "m[0]"),
    calls("m[:, 1]", "m[:, 1]"),
    calls("m[1:, :2]", "m[1:, :2]"),
    calls("a[a > 2]", "a[a > 2]"),
    calls("a[[0, 2]]", "a[[0, 2]]"),
    calls("a.copy()", "a.copy()"),
    calls("np.array of a list", "np.array([1.0, 2.0, 3.0])"),
    calls("np.zeros(3)", "np.zeros(3)"),
    calls("np.arange(3)", "np.arange(3)"),
    calls("np.linspace(0, 1, 5)", "np.linspace(0, 1, 5)"),
    calls("np.concatenate", "np.concatenate([a, b])"),
    calls("np.where", "np.where(a > 2, a, b)"),
    calls("repr of 3 elements", "repr(a)", 0.2, 2000),
    calls("repr of 1000 floats", "repr(x)", 0.05, 20, "import numpy as np\nx = np.random.default_rng(0).random(1000)\n"),
]

TIMER = """
import time
times = []
for _round in range({repeats}):
    _begin = time.process_time()
{body}
    times.append(time.process_time() - _begin)
print(min(times))
"""


def script(program, repeats):
    """The program as a text that prints its shortest time."""
    body = "".join("    " + line + "\n" for line in program.body.splitlines())
    return program.setup + TIMER.format(repeats=repeats, body=body)


def seconds(command, path):
    """What one run of it printed."""
    done = subprocess.run([*command, path], capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"{path} failed under {command[0]}:\n{done.stdout}{done.stderr}")
    return float(done.stdout.split()[-1])


def measure(program, ravel, python, rounds):
    """(Ravel's time, CPython's time) of each round, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        path.write_text(script(program, 3))
        return [(seconds(ravel, path), seconds(python, path)) for _ in range(rounds)]


def row(program, pairs):
    """A line of the table: times, the ratio of the shortest and the median of the ratios, and how it stands to the goal."""
    ravel, python = (min(p[i] for p in pairs) * 1e3 for i in (0, 1))
    median = statistics.median(r / p for r, p in pairs)
    best = ravel / python
    mark = "" if min(best, median) <= program.goal else "over"
    return f"{program.name:<36}{ravel:>10.2f}{python:>10.2f}{best:>8.2f}{median:>8.2f}{program.goal:>8.2f}  {mark}"


def main():
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--program", default="target/release/ravel run")
    options.add_argument("--python", default=sys.executable)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default="")
    given = options.parse_args()
    print(f"{'':<36}{'Ravel ms':>10}{'CPython':>10}{'min':>8}{'median':>8}{'goal':>8}")
    for program in PROGRAMS:
        if given.only in program.name:
            pairs = measure(program, given.program.split(), [given.python], given.rounds)
            print(row(program, pairs), flush=True)


if __name__ == "__main__":
    main()
