"""An interrupt ends every long operation at once, and the variables stay."""

import os
import time

import pytest
from kernels import running

# What a busy machine may take; alone it is less than a tenth of a second.
LIMIT = float(os.environ.get("INTERRUPT_LIMIT", 1.0))
SQUARE = "a = np.random.rand({0}, {0})"

OPERATIONS = {
    "an endless loop": ("", "while True: pass"),
    "a sum over a broadcast": ("", "np.broadcast_to(1.0, (10**6, 10**5)).sum()"),
    "a maximum over a broadcast": ("", "np.broadcast_to(1.0, (10**6, 10**5)).max()"),
    "a mean along an axis": ("", "np.broadcast_to(1.0, (10**6, 10**5)).mean(axis=0)"),
    "a product of matrices": (SQUARE.format(4000), "while True: a @ a"),
    "a product with the transpose": (SQUARE.format(4000), "while True: a @ a.T"),
    "a product of integers": ("a = np.arange(4_000_000).reshape(2000, 2000)", "while True: a @ a"),
    "singular values": (SQUARE.format(1500), "while True: np.linalg.svd(a)"),
    "eigenvalues": (SQUARE.format(1000), "while True: np.linalg.eig(a)"),
    "eigenvalues of a symmetric matrix": (SQUARE.format(1500) + "\na = a + a.T", "while True: np.linalg.eigh(a)"),
    "a determinant": (SQUARE.format(2000), "while True: np.linalg.det(a)"),
    "a system of equations": (SQUARE.format(2000), "while True: np.linalg.solve(a, a[0])"),
    "an inverse": (SQUARE.format(2000), "while True: np.linalg.inv(a)"),
    "a QR decomposition": (SQUARE.format(2000), "while True: np.linalg.qr(a)"),
    "a sort": ("a = np.random.rand(2 * 10**7)", "while True: np.sort(a)"),
    "an indirect sort": ("a = np.random.rand(10**7)", "while True: np.argsort(a)"),
    "a running sum": ("a = np.ones(5 * 10**7)", "while True: np.cumsum(a)"),
    "a permutation": ("", "while True: np.random.permutation(3 * 10**7)"),
    "random numbers": ("", "while True: np.random.rand(10**8)"),
    "a convolution": ("a = np.random.rand(10**6)", "np.convolve(a, a)"),
    "a power of integers": ("", "while True: 7 ** 10**7"),
    "a quotient of integers": ("n = 7 ** 10**6; m = 3 ** 10**6", "while True: n // m"),
    "a list of a range": ("", "while True: list(range(3 * 10**7))"),
    "a list over and over": ("", "while True: [1, 2] * (3 * 10**7)"),
    "a comprehension": ("", "[0 for i in range(10**9)]"),
    "a sort of floats in a list": ("import random\nl = [random.random() for i in range(10**6)]", "while True: sorted(l)"),
    "a sum over a range": ("", "sum(range(10**11))"),
    "an array as text": ("a = np.random.rand(10**6)\nnp.set_printoptions(threshold=10**9)", "while True: repr(a)"),
    "a list as text": ("l = list(range(10**7))", "while True: repr(l)"),
    "an array as a list": ("a = np.random.rand(10**7)", "while True: a.tolist()"),
    "picking by index": ("i = np.random.randint(0, 10**7, 10**7)\na = np.zeros(10**7)", "while True: a[i]"),
    "picking by mask": ("a = np.random.rand(5 * 10**7)", "while True: a[a > 0.5]"),
    "a stable sort": ("a = np.random.rand(10**7)", "while True: np.argsort(a, kind='stable')"),
    "a sort of small integers": ("a = np.random.randint(0, 100, 10**8).astype('i1')", "while True: np.sort(a)"),
    "a partition": ("a = np.random.rand(10**7)", "while True: np.partition(a, [10, 10**6])"),
    "an indirect partition": ("a = np.random.rand(10**7)", "while True: np.argpartition(a, 10**6)"),
    "a sort by several keys": ("a = np.random.rand(3, 10**6)", "while True: np.lexsort(a)"),
    "distinct elements": ("a = np.random.rand(10**7)", "while True: np.unique(a, return_inverse=True)"),
    "counts": ("a = np.random.randint(0, 9, 10**7)", "while True: np.bincount(a)"),
    "a repetition": ("a = np.arange(10**6)", "while True: np.repeat(a, 30)"),
    "a permutation by a generator": ("g = np.random.default_rng(1)", "while True: g.permutation(3 * 10**7)"),
    "a choice": ("g = np.random.default_rng(1)", "while True: g.choice(10**8, 10**7, replace=False)"),
    "an array of a list": ("l = [1.0] * 10**7", "while True: np.array(l)"),
    "an array of lists": ("l = [[1.0] * 10] * 10**6", "while True: np.array(l)"),
    "a sort of strings in a list": ("l = [str(i) for i in range(10**6)] * 5", "while True: sorted(l)"),
    "a comparison of lists": ("l = list(range(10**7))", "while True: l == l[:]"),
    "a search in a list": ("l = list(range(10**7))", "while True: -1 in l"),
    "a maximum of a range": ("", "max(range(10**11))"),
    "a string in upper case": ("s = 'abc ' * 10**8", "while True: s.upper()"),
    "a replacement": ("s = 'abc ' * 10**8", "while True: s.replace('b', 'xy')"),
    "a search in a string": ("s = 'abc ' * 10**8", "while True: 'zz' in s"),
    "a string backwards": ("s = 'abc ' * 10**8", "while True: s[::-1]"),
    "a joined string": ("l = ['abc'] * 10**7", "while True: ', '.join(l)"),
    "a split string": ("s = 'abc ' * 10**7", "while True: s.split()"),
    "a long string": ("", "while True: 'a' * 10**9"),
    "binary digits": ("n = 1 << 10**8", "while True: bin(n)"),
    "a range as an array": ("", "while True: np.arange(10**8)"),
    "a text in an array": ("s = 'a' * 10**7", "while True: np.array(s)"),
    "insertions": ("a = np.random.rand(10**6); i = np.arange(0, 10**6, 3)", "while True: np.insert(a, i, 0.5)"),
    "many rows as one array": ("l = [np.arange(3.0)] * 10**5", "while True: np.vstack(l)"),
    "places by index": ("a = np.zeros(10**6); i = np.random.randint(0, 10**6, 10**6)", "while True: np.add.at(a, i, 1)"),
    "a sort of objects": ("a = np.random.randint(0, 10**6, 10**5).astype(object)", "while True: np.sort(a)"),
    "a sort of texts": ("a = np.random.randint(0, 10**6, 10**6).astype('U')", "while True: np.sort(a)"),
    "small matrices": ("a = np.random.rand(10**5, 3, 3)", "while True: np.linalg.inv(a)"),
    "a Fourier transform": ("a = np.random.rand(2**20)", "while True: np.fft.fft(a)"),
    "a Fourier transform of a prime's length": ("a = np.random.rand(10**6 + 3)", "while True: np.fft.fft(a)"),
    "rows without equals": ("a = np.random.randint(0, 99, (10**6, 3))", "while True: np.unique(a, axis=0)"),
    "texts put together": ("a = np.array(['some', 'text'] * 10**6)", "while True: np.strings.add(a, a)"),
    "records": ("a = np.zeros(10**6, 'i4,f8')", "while True: a.tolist()"),
    "random bytes": ("", "while True: np.random.bytes(10**8)"),
    "draws of several outcomes": ("", "while True: np.random.multinomial(20, [0.2] * 5, 10**6)"),
    "numbers as text": ("a = np.random.rand(10**6)", "while True: a.astype('U')"),
    "two strings as one": ("s = 'abc ' * 10**8", "while True: s + s"),
    "a string as bytes": ("s = 'abc ' * 10**8", "while True: s.encode()"),
    "bytes as a string": ("s = b'abc ' * 10**8", "while True: s.decode()"),
    "a string as a program writes it": ("s = 'abc ' * 10**7", "while True: repr(s)"),
    "a function of every element": ("", "np.vectorize(lambda x: x + 1)(np.broadcast_to(1.0, 10**8))"),
    "a nap": ("import time", "time.sleep(100)"),
    "a timing": ("", "%timeit -n 1000000 np.ones(10**6)"),
}


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    with running(ravel, str(tmp_path_factory.mktemp("kernel") / "kernel.json")) as kernel:
        yield kernel


@pytest.mark.parametrize("operation", OPERATIONS)
def test_it_stops(kernel, operation):
    setup, code = OPERATIONS[operation]
    kernel.run("%reset -f")
    reply, _ = kernel.run(f"%layout off\nimport numpy as np\nkept = 7\n{setup}", timeout=120)
    assert reply["status"] == "ok", reply
    cell = kernel.start(code)
    # An interrupt before a cell has begun is none of it.
    kernel.until(cell, "execute_input")
    time.sleep(0.4)
    begin = time.monotonic()
    kernel.interrupt()
    reply = kernel.reply("shell", cell, timeout=60)["content"]
    assert reply["status"] == "error" and reply["ename"] == "KeyboardInterrupt", reply
    assert time.monotonic() - begin < LIMIT
    assert kernel.value("kept") == "7"


@pytest.mark.parametrize("code", ["while True: pass", "while True: np.bincount(a)", "while True: np.linalg.svd(a.reshape(1000, -1))"])
def test_from_busy_on_none_is_lost(kernel, code):
    """The moment between `busy` and the first statement is hit, whatever the machine does meanwhile."""
    kernel.run("%layout off\nimport numpy as np\na = np.random.randint(0, 9, 10**6)")
    for _ in range(20):
        cell = kernel.start(code)
        assert kernel.until(cell, "status") == {"execution_state": "busy"}
        kernel.interrupt()
        assert kernel.reply("shell", cell, timeout=60)["content"]["ename"] == "KeyboardInterrupt"


def test_one_that_comes_while_nothing_runs_is_nobodys(kernel):
    """As ipykernel: it ends neither the next cell nor a question that is asked meanwhile."""
    kernel.run("%layout off\nimport numpy as np\nkept = 7")
    for _ in range(10):
        kernel.interrupt()
        asked = kernel.ask("shell", "complete_request", {"code": "np.arang", "cursor_pos": 8})
        assert asked["matches"] == ["np.arange"] or asked["matches"] == ["arange"], asked
        kernel.interrupt()
        reply, _ = kernel.run("kept + np.ones(10**6).sum()")
        assert reply["status"] == "ok", reply


def test_a_question_in_its_midst_uses_none_up(kernel):
    """Completions have a turn within the running cell; an interrupt at that moment is the cell's all the same."""
    kernel.run("%layout off\nimport numpy as np\nkept = {str(i): i for i in range(10**4)}")
    for _ in range(20):
        cell = kernel.start("while True: 1 + 1")
        kernel.until(cell, "execute_input")
        asked = [kernel.send("shell", "complete_request", {"code": "kept['1", "cursor_pos": 7}) for _ in range(3)]
        kernel.interrupt()
        assert kernel.reply("shell", cell, timeout=60)["content"]["ename"] == "KeyboardInterrupt"
        assert kernel.ask("shell", "kernel_info_request", {})["status"] == "ok" and asked
