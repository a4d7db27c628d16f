"""Native code in cells: `%%c`, `%%race`, and what `%%rust` says where its helper is not there."""

import os
import pathlib
import stat
import subprocess
import time

import nbformat
import pytest
from kernels import running
from nbformat import v4

LAYOUT_OFF = "%layout off"


class Books:
    """Runs cells headless; their outputs."""

    def __init__(self, ravel, folder):
        self.ravel, self.folder = ravel, folder
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "RAVEL_RUST": str(folder / "nowhere")}

    def run(self, *sources, **environment):
        """The cells after they ran, each allowed to fail."""
        cells = [v4.new_code_cell(source, metadata={"tags": ["raises-exception"]}) for source in sources]
        book = v4.new_notebook(cells=cells)
        book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
        path = self.folder / "book.ipynb"
        nbformat.write(book, path)
        done = subprocess.run(
            [self.ravel, "run", "--update", str(path)],
            capture_output=True,
            text=True,
            timeout=240,
            env={**self.environment, **environment},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return [Cell(cell) for cell in nbformat.read(path, 4).cells]


class Cell:
    """What a cell put out."""

    def __init__(self, cell):
        self.outputs = cell.outputs

    def stream(self, name):
        return "".join(o["text"] for o in self.outputs if o["output_type"] == "stream" and o["name"] == name)

    @property
    def out(self):
        return self.stream("stdout")

    @property
    def err(self):
        return self.stream("stderr")

    @property
    def error(self):
        return next((f"{o['ename']}: {o['evalue']}" for o in self.outputs if o["output_type"] == "error"), None)

    @property
    def shown(self):
        return "".join(o["data"]["text/plain"] for o in self.outputs if "data" in o)

    @property
    def html(self):
        return "".join(o["data"].get("text/html", "") for o in self.outputs if "data" in o)


@pytest.fixture(scope="module")
def books(ravel, tmp_path_factory):
    return Books(ravel, tmp_path_factory.mktemp("native"))


def test_a_program_prints_on_both_streams(books):
    source = """%%c -q
#include <stdio.h>
int main(void) {
    printf("one\\n");
    fprintf(stderr, "two\\n");
    printf("caf\\xc3\\xa9 \\xff");
    return getchar() == EOF ? 0 : 1;
}"""
    (cell,) = books.run(source)
    assert cell.error is None
    assert cell.out == "one\ncafé \N{REPLACEMENT CHARACTER}" and cell.err == "two\n"


def test_options_arguments_and_times(books):
    source = '%%c {0} -DNAME="\\"x y\\"" -- a "b c"\n#include <stdio.h>\nint main(int n, char **a) {{ printf("%d %s %s", n, a[2], NAME); }}'
    source = source.replace('"\\"x y\\""', "'\"x\"'")
    quiet, loud = books.run(source.format("-q"), source.format(""))
    assert quiet.out == "3 b c x"
    first, second = loud.out.split("\n")[:2]
    assert first == "3 b c x" and second.startswith(("compiled in ", "compiled before, ran in "))
    assert ", ran in " in second


def test_what_the_compiler_says(books):
    wrong, warned, again, unlinked = books.run(
        "%%c\nint main(void) {\n    return foo;\n}",
        "%%c -q -Wall\nint main(void) { int unused; }",
        "%%c -q -Wall\nint main(void) { int unused; }",
        "%%c\nint other(void) { return 0; }",
    )
    assert "cell:3:12: error: " in wrong.err and "foo" in wrong.err
    assert wrong.error == "CalledProcessError: the cell could not be compiled: the compiler ended with exit status 1"
    assert "cell:2:22: warning: " in warned.err and warned.error is None
    assert again.err == warned.err
    assert "main" in unlinked.err and str(books.folder) not in unlinked.err and "could not be compiled" in unlinked.error


@pytest.mark.parametrize(
    "body, words",
    [
        ("return 3;", "it ended with exit status 3"),
        ("volatile int *p = 0; return *p;", "it was ended by SIGSEGV (it touched memory that is not its own)"),
        ("abort();", "it was ended by SIGABRT (it gave up by itself, as abort() does)"),
        ("raise(SIGTERM);", "it was ended by SIGTERM"),
    ],
)
def test_how_a_program_ends(books, body, words):
    failed, after = books.run(f"%%c\n#include <stdlib.h>\n#include <signal.h>\nint main(void) {{ {body} }}", "1 + 1")
    assert failed.error == f"CalledProcessError: the program failed: {words}"
    assert after.shown == "2"


def test_without_a_compiler(books):
    none, other = books.run("%%c\nint main(void) {}", "%env CC=no-such-cc\n", PATH="/nowhere", CC="")
    assert none.error.startswith("FileNotFoundError: %%c needs a C compiler, and there is none: install one")
    (named,) = books.run("%%c\nint main(void) {}", CC="no-such-cc -O1")
    assert "there is no 'no-such-cc', which the environment variable CC names" in named.error


def test_the_cache_is_private_and_used(books):
    source = f"%%c\n/* {time.time()} */\nint main(void) {{}}"
    first, second, changed = books.run(source, source, source.replace("{}", "{ ; }"))
    assert first.out.startswith("compiled in ") and second.out.startswith("compiled before, ")
    assert changed.out.startswith("compiled in ")
    folder = books.folder / "cache" / "ravel" / "native"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not [p for p in folder.iterdir() if p.name.startswith("new-")]


VARIABLES = """import numpy as np
small = np.arange(12.0).reshape(3, 4)
large = np.ones(100_000, dtype=np.int32)
n = -3; x = 0.1; s = "hé"; t = True; e = ""
half = large[::-2]"""


def test_variables_go_there_and_back(books):
    statements = """%%c -q -i small,large,n,x,s,t,e,half -o sum,k,msg,u,yes,last
#include <stdio.h>
static double add(const int *p, long size) {
    double sum = 0;
    for (long i = 0; i < size; i++) sum += p[i];
    return sum;
}
double sum = add(large, large_size) + small[small_size - 1];
long k = n + small_shape[1] * 100 + small_strides[0] * 1000;
const char *msg = s;
unsigned long u = -1;
printf("%g %s|%d|%s|%ld %ld\\n", x, s, t, e, small_ndim, half_strides[0]);
bool yes = t;
int last = *(int *)((char *)half + (half_size - 1) * half_strides[0]);"""
    _, ran, values = books.run(f"{VARIABLES}\n{LAYOUT_OFF}", statements, "print((sum, k, msg, u, yes, last))")
    assert ran.error is None, ran.error
    assert ran.out == "0.1 hé|1||2 -8\n"
    assert values.out == "(100011.0, 32397, 'hé', 18446744073709551615, True, 1)\n"


def test_arrays_are_lent_in_place(books):
    _, first, second, values = books.run(
        VARIABLES,
        "%%c -q --write large,small -i n\nlarge[1] = 5;\nsmall[2] = n;",
        "%%c -q --write large\nlarge[2] = 6;",
        "large[:4], small[0], half[-1]",
    )
    first, second = first.shown.splitlines()[2:], second.shown.splitlines()[2:]
    assert "in place; its buffer was moved to shared memory first: 400 kB, once; writeable" in first[0]
    assert "copy of 96 bytes, because small buffers share their pages with others; and back" in first[1]
    assert "in place, nothing copied; writeable" in second[0]
    assert "array([1, 5, 6, 1], dtype=int32)" in values.shown and "array([ 0.,  1., -3.,  3.])" in values.shown


def test_what_native_code_cannot_have(books):
    _, constant, missing, kind, word, main, gone, crash, alive = books.run(
        VARIABLES + "\nd = {}\nb = np.array(['a'])\nr = np.ones(3); r.flags.writeable = False",
        "%%c -i small\nsmall[0] = 1;",
        "%%c -i nothing\nint y;",
        "%%c -i d\nint y;",
        "%%c -i b\nint y;",
        "%%c -i n\nint main(void) { return 0; }",
        "%%c -o y\nint y = 1;\nreturn;",
        "%%c -i large\n((int *) large)[0] = 2;",
        "large[0]",
    )
    assert "read-only" in constant.err and "cell:2:" in constant.err
    assert missing.error == "NameError: name 'nothing' is not defined"
    assert kind.error.startswith("TypeError: 'd' is a dict: native code takes arrays of numbers")
    assert word.error.startswith("TypeError: 'b' is a <U1 array: native code takes arrays of numbers")
    assert main.err == "UsageError: with -i, -o or --write a %%c cell is statements: it has no main\n"
    assert gone.error == "RuntimeError: the statements returned before their end: y have no values"
    assert crash.error.endswith("it was ended by SIGSEGV (it touched memory that is not its own)")
    assert alive.shown.startswith("np.int32(1)")
    (fixed,) = books.run("import numpy as np\nr = np.ones(3)\nr.flags.writeable = False\n")[:1]
    assert fixed.error is None


def test_read_only_arrays_are_not_written(books):
    *_, cell = books.run("import numpy as np\nr = np.ones(3)\nr.flags.writeable = False", "%%c --write r\nr[0] = 2;")
    assert cell.error == "ValueError: 'r' is read-only: native code can't write to it"


RACE = """%%race -r 2 -n 1 {0}
a = np.arange(1000.0)
--- NumPy
a.sum()
--- C
%%c -i a -o total
double total = 0;
for (long i = 0; i < a_size; i++)
    total += a[i];
--- program
%%c
#include <stdio.h>
int main(void) {{ puts("not the last line"); printf("%f\\n", 499500.0); }}
--- wrong
a.sum() + {1}
--- Rust
%%rust -i a
a.iter().sum::<f64>()"""


def test_a_race(books):
    _, exact, near = books.run("import numpy as np", RACE.format("", "1e-9"), RACE.format("--close=1e-6", "1e-9"))
    assert exact.error is None
    lanes = exact.shown.splitlines()
    for name in ("NumPy", "C ", "program"):
        assert any(line.startswith(name) and "█" in line for line in lanes), exact.shown
    assert "out of the race: its result is 499500.000000001, not 499500.0" in exact.shown
    assert "out of the race: its result" not in near.shown
    assert "%%rust needs the helper program ravel-rust" in exact.shown
    assert "2 rounds, in turn; copying on this machine: " in exact.shown
    assert "timed of program: the whole program, its start included" in exact.shown
    assert "ravel-bar" in exact.html and "out of the race" in exact.html


def test_lines_of_a_race(books):
    _, lines, changed, wrong, empty, after = books.run(
        "import numpy as np\nm = np.arange(12.0).reshape(3, 4)\n%layout off",
        "%%race -r 2 -n 2 t = m.T\nt.reshape(-1)\nt.ravel()\nm.ravel()\nu = t.copy().T.ravel()",
        "%%race -r 1 -n 1 x = np.zeros(2)\nx.sum()\nx.__iadd__(0.5).prod() * 0",
        "%%race\n1 / 0",
        "%%race\n# nobody",
        "'u' in globals(), 't' in globals()",
    )
    outs = [line for line in lines.shown.splitlines() if "out of the race" in line]
    assert len(outs) == 2 and all("unlike t.reshape(-1)" in line for line in outs)
    assert "96 bytes   96 bytes" in " ".join(lines.shown.split(" ")) or "96 bytes" in lines.shown
    assert "gives another result now: a contender has changed what the set-up made" in changed.shown
    assert wrong.error == "ZeroDivisionError: division by zero"
    assert "%%race has no contender" in empty.err
    assert after.shown == "(False, True)"


def test_an_error_in_a_contender_has_its_line(books):
    (cell,) = books.run("%%race\n--- x\n%%c\nint main(void) {\n    return foo; }")
    assert "cell:5:12: error: " in cell.err and "could not be compiled" in cell.error


def test_timeit_over_c(books):
    _, statements, whole, setup = books.run(
        "import numpy as np\na = np.ones(1000)",
        "%%timeit -n 3 -r 2\n%%c -i a -o s\ndouble s = a[1];",
        "%%timeit -n 2 -r 1\n%%c\nint main(void) {}",
        "%%timeit x = 1\n%%c\nint main(void) {}",
    )
    assert "per loop (mean ± std. dev. of 2 runs, 3 loops each)" in statements.out
    assert "per loop (mean ± std. dev. of 1 run, 2 loops each)" in whole.out
    assert setup.err == "UsageError: %%timeit over %%c takes no set-up code and reads no CPU time\n"


def test_rust_without_its_helper(books):
    cell, after = books.run("%%rust\n1 + 1", "2")
    assert cell.error.startswith("FileNotFoundError: %%rust needs the helper program ravel-rust, which is not there")
    assert after.shown == "2"


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel")
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
    with running(ravel, str(folder / "kernel.json"), env=environment) as kernel:
        yield kernel


def test_output_comes_as_it_is_printed(kernel):
    code = "%%c -q\n#include <stdio.h>\n#include <unistd.h>\nint main(void) { printf(\"now\\n\"); sleep(60); }"
    cell = kernel.start(code)
    assert kernel.until(cell, "stream")["text"] == "now\n"
    begin = time.monotonic()
    kernel.interrupt()
    reply = kernel.reply("shell", cell)["content"]
    assert reply["ename"] == "KeyboardInterrupt" and time.monotonic() - begin < 5


def test_an_interrupt_ends_all_that_was_started(kernel):
    mark = f"ravel-{os.getpid()}-{time.time()}"
    code = f'%%c -q\n#include <stdlib.h>\n#include <stdio.h>\nint main(void) {{ puts("go"); fflush(stdout); return system("sleep 97 # {mark}"); }}'
    cell = kernel.start(code)
    kernel.until(cell, "stream")
    time.sleep(0.3)
    kernel.interrupt()
    assert kernel.reply("shell", cell)["content"]["ename"] == "KeyboardInterrupt"
    assert not commands_with(mark)
    assert kernel.value("1 + 1") == "2"


def commands_with(mark):
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if mark.encode() in command and b"sleep" in command:
            found.append(command)
    return found


@pytest.mark.parametrize(
    "code",
    [
        "%%c -i a -o s\ndouble s = 0;\nfor (volatile long i = 0; ; i++) s += a[i % a_size];",
        "%%race -r 10000 -n 1\n--- one\na.sum()\n--- two\n%%c -i a -o s\ndouble s = 0; for (long i = 0; i < a_size; i++) s += a[i];",
    ],
    ids=["statements", "a race"],
)
def test_an_interrupt_of(kernel, code):
    kernel.run("import numpy as np\na = np.ones(10**6)")
    cell = kernel.start(code)
    time.sleep(3)
    begin = time.monotonic()
    kernel.interrupt()
    reply = kernel.reply("shell", cell, timeout=60)["content"]
    assert reply["status"] == "error" and reply["ename"] == "KeyboardInterrupt", reply
    assert time.monotonic() - begin < 5
    assert kernel.value("a.sum()") == "np.float64(1000000.0)"
