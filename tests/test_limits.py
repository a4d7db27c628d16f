"""What no machine could hold or no stack could bear ends in an exception as in Python, soon, and the session lives on."""

import os
import re
import subprocess
import threading
import time

import pytest
from kernels import running

# Grows without end: the process must not take more than this, by much.
LIMIT_MB = 300

AT_ONCE = {
    "'a' * 10**12": "MemoryError",
    "[0] * 10**12": "MemoryError",
    "(0,) * 10**12": "MemoryError",
    "b'a' * 10**12": "MemoryError",
    "bytes(10**12)": "MemoryError",
    "list(range(10**12))": "MemoryError",
    "'a'.ljust(10**12)": "MemoryError",
    "'a'.center(10**12)": "MemoryError",
    "'1'.zfill(10**12)": "MemoryError",
    "'{:1000000000000}'.format(1)": "MemoryError",
    "'%0999999999999d' % 1": "MemoryError",
    "f'{1:999999999999}'": "MemoryError",
    "'{:.999999999999}'.format(1.5)": "ValueError: precision too big",
    "'a'.join(['b' * 10**6] * 10**6)": "MemoryError",
    "('a' * 10**6).replace('a', 'b' * 10**6)": "MemoryError",
    "2 ** 10**11": "MemoryError",
    "1 << 10**19": "OverflowError: too many digits in integer",
    "'%d' % 10**5000": r"ValueError: Exceeds the limit \(4300 digits\) for integer string conversion",
    "x = []\nfor i in range(10**5): x = [x]\nnp.block(x)": "RecursionError: maximum recursion depth exceeded",
    "x = 'i4'\nfor i in range(10**4): x = [('a', x)]\nnp.dtype(x)": "RecursionError: maximum recursion depth exceeded while trying",
    "np.meshgrid(*[range(100)] * 20)": "ValueError: broadcast dimensions too large",
    "x = 1\nx" + ".real" * 10**5: "RecursionError: maximum recursion depth exceeded during compilation",
    "x = " + "1 + " * 10**5 + "1": "RecursionError: maximum recursion depth exceeded during compilation",
    "if 0: pass\n" + "elif 0: pass\n" * 10**4: "RecursionError: maximum recursion depth exceeded during compilation",
    "x = f'" + "{x:" * 10**5 + "}" * 10**5 + "'": "SyntaxError: f-string: expressions nested too deeply",
    "str(10**10**5)": r"ValueError: Exceeds the limit \(4300 digits\) for integer string conversion",
    "len(range(10**30))": "OverflowError: Python int too large to convert to C ssize_t",
    "np.zeros((10**6, 10**6))": r"MemoryError: Unable to allocate 7\.28 TiB for an array with shape \(1000000, 1000000\) and data type float64",
    "np.repeat(np.arange(10), 10**12)": r"MemoryError: Unable to allocate 72\.8 TiB",
    "np.tile(np.arange(10), 10**12)": r"MemoryError: Unable to allocate 72\.8 TiB",
    "np.pad(np.arange(10), 10**12)": r"MemoryError: Unable to allocate 14\.6 TiB",
    "np.random.permutation(10**12)": r"MemoryError: Unable to allocate 7\.28 TiB",
    "np.random.choice(10**12, 10**12, replace=False)": r"MemoryError: Unable to allocate 7\.28 TiB",
    "np.broadcast_to(1, (10**12,)).tolist()": "MemoryError",
    "np.binary_repr(1, width=10**12)": "MemoryError",
    "np.base_repr(10, 2, 10**12)": "MemoryError",
    "np.format_float_positional(1.5, pad_left=10**12)": "MemoryError",
    "np.random.bytes(2**40)": "MemoryError",
    "np.random.bytes(2**62)": "MemoryError",
    "np.random.default_rng(0).bytes(2**40)": "MemoryError",
    "np.void(2**40)": "MemoryError",
    "array.array('i', [1, 2]) * 2**61": "MemoryError",
    "json.dumps([1], indent=2**40)": "MemoryError",
    "np.diag_indices(2, 2**40)": "MemoryError",
    "np.polynomial.Polynomial.basis(2**40)": "MemoryError",
    "np.polynomial.legendre.leggauss(2**62)": "MemoryError",
    "np.fft.fftfreq(2**40)": "MemoryError",
    "np.unpackbits(np.ones(1, 'u1'), count=2**40)": "MemoryError",
    "np.random.default_rng(0).multinomial(5, [0.5, 0.5], size=2**40)": "MemoryError",
    "np.random.default_rng(0).multivariate_hypergeometric([2**40], 9, method='count')": "MemoryError",
    "np.random.SeedSequence(1).generate_state(2**62)": "MemoryError",
    "np.random.SeedSequence(1, pool_size=2**40)": "MemoryError",
    "np.random.default_rng(0).bit_generator.random_raw(2**40)": "MemoryError",
    "random.sample(range(2**40), 2**40)": "MemoryError",
    "random.choices([1], k=2**62)": "MemoryError",
    "random.randbytes(2**40)": "MemoryError",
    "list(itertools.combinations_with_replacement([1], 2**40))": "MemoryError",
    "itertools.tee([1], 2**40)": "MemoryError",
    "collections.deque([1]) * 2**40": "MemoryError",
    "np.array_split(np.arange(3), 2**40)": "MemoryError",
    "np.triu_indices(2**40)": "MemoryError",
    "np.savetxt('/dev/null', np.broadcast_to(1, (2, 2**40)))": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.convolve(v, [1])": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.interp(v, [0, 1], [0, 1])": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.isin([1], v)": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.searchsorted(v, 1)": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.unravel_index(v, (2, 2))": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.ravel_multi_index((v,), (2,))": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.vectorize(float)(v)": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.choose(v, [1, 2])": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.packbits(v)": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.linalg.det(np.broadcast_to(1.0, (2**40, 2, 2)))": "MemoryError",
    "v = np.broadcast_to(1, 2**50)\nnp.unique(v)": "MemoryError",
    "def f(n): return f(n + 1)\nf(0)": "RecursionError: maximum recursion depth exceeded",
    "def key(x): return sorted([1, 2], key=key)\nkey(1)": "RecursionError: maximum recursion depth exceeded",
    "x = []\nfor i in range(10**5): x = [x]\nrepr(x)": "RecursionError: maximum recursion depth exceeded while getting the repr of an object",
    "x = []\nx.append(x)\ny = []\ny.append(y)\nx == y": "RecursionError: maximum recursion depth exceeded in comparison",
    "x = " + "(" * 10**5 + "1" + ")" * 10**5: "SyntaxError: too many nested parentheses",
    "x = " + "[" * 10**5 + "]" * 10**5: "SyntaxError: too many nested parentheses",
    "x = " + "-" * 10**5 + "1": "RecursionError: maximum recursion depth exceeded during compilation",
    "x = " + "not " * 10**5 + "1": "RecursionError: maximum recursion depth exceeded during compilation",
    "x = " + "9" * 10**5: r"SyntaxError: Exceeds the limit \(4300 digits\) for integer string conversion",
}

ENDLESS = {
    "a list": "x = []\nwhile True: x.append('a' * 1000)",
    "a comprehension": "[str(i) * 300 for i in range(10**12)]",
    "a dict": "d = {}\nwhile True: d[len(d)] = 'a' * 1000",
    "a doubled string": "s = 'a'\nwhile True: s += s",
    "a doubled list": "x = [1]\nwhile True: x += x",
    "all permutations": "import itertools\nlist(itertools.permutations(range(100)))",
    "a wide format": "'%0999999999d' % 1",
    "a join": "','.join(['a' * 10**7] * 10**6)",
    "a file without end": "open('/dev/zero', 'rb').read()",
    "a line without end": "open('/dev/zero').readline()",
    "arrays": "x = [np.ones(10**5) for i in iter(int, 1)]",
}

ENDED = [
    "np.broadcast_to(1, (10**6, 10**6)).sum()",
    "np.broadcast_to(1, (10**6, 10**6)).prod()",
    "np.broadcast_to(np.float16(1), (10**6, 10**6)).prod()",
    "np.broadcast_to(1.5, (10**6, 10**6)).sum()",
    "np.broadcast_to(1.5, (10**6, 10**6)).max()",
    "np.broadcast_to(True, (10**6, 10**6)).all()",
    "import math\nmath.gcd(3 ** 10**7, 7 ** 10**7)",
    "import math\nmath.lcm(3 ** 10**7, 7 ** 10**7)",
    "sum(range(10**12))",
    "max(range(10**12))",
    "10**12 in iter(int, 1)",
    "3 ** 10**8",
    "import math\nmath.factorial(10**8)",
    "for i in range(10**9): print('x' * 100)",
]


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    file = str(tmp_path_factory.mktemp("kernel") / "kernel.json")
    with running(ravel, file, env=os.environ | {"RAVEL_MEMORY": f"{LIMIT_MB}M"}) as kernel:
        kernel.run("%layout off\nimport array, collections, itertools, json, random\nimport numpy as np\nkept = 7")
        yield kernel


def error_of(kernel, code, timeout=60):
    reply, _ = kernel.run(code, timeout=timeout)
    assert reply["status"] == "error", reply
    return f"{reply['ename']}: {reply['evalue']}".removesuffix(": ")


@pytest.mark.parametrize("code", AT_ONCE, ids=lambda code: code[:40])
def test_it_is_refused_at_once(kernel, code):
    begin = time.monotonic()
    assert re.match(AT_ONCE[code], error_of(kernel, code))
    assert time.monotonic() - begin < 10
    assert kernel.value("kept") == "7"


@pytest.mark.parametrize("what", ENDLESS)
def test_growth_ends_at_the_limit(kernel, what):
    kernel.run("%reset -f")
    kernel.run("import numpy as np\nkept = 7")
    most, done = [0], threading.Event()

    def look():
        while not done.wait(0.005):
            most[0] = max(most[0], kernel.memory("RssAnon") / 1024)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        error = error_of(kernel, ENDLESS[what], timeout=120)
    finally:
        done.set()
        watching.join()
    assert error.startswith("MemoryError"), error
    assert most[0] < 1.5 * LIMIT_MB + 100
    assert kernel.value("kept") == "7"


@pytest.mark.parametrize("code", ENDED)
def test_an_interrupt_ends_it(kernel, code):
    cell = kernel.start(code)
    time.sleep(0.5)
    begin = time.monotonic()
    kernel.interrupt()
    assert kernel.reply("shell", cell)["content"].get("ename") == "KeyboardInterrupt"
    assert time.monotonic() - begin < 5
    kernel.outputs(cell)
    assert kernel.value("kept") == "7"


def test_a_program_can_catch_it_and_go_on(ravel, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "x = []\ntry:\n    while True: x.append('a' * 1000)\nexcept MemoryError as e:\n    text = str(e)\n    x = None\n"
        "print(text)\nx = ['b' * 1000 for i in range(1000)]\nprint(len(x))\n"
    )
    ran = subprocess.run([ravel, "run", "--memory", "200M", script], capture_output=True, text=True, timeout=60)
    assert ran.stdout == "the program's values would take more than the memory limit of 200.0 MiB\n1000\n", ran.stderr
    assert ran.returncode == 0


def test_a_wrong_limit_is_named(ravel):
    ran = subprocess.run([ravel, "run", "--memory", "much", "x.py"], capture_output=True, text=True)
    assert ran.returncode != 0 and "'much' is no size of memory" in ran.stderr
