"""`%%rust`: the kernel's side with a stand-in for its helper, and, marked `rust`, all of it with `ravel-rust` itself."""

import os
import pathlib
import time

import pytest
from kernels import running
from test_native import Books

ROOT = pathlib.Path(__file__).resolve().parent
VARIABLES = """import numpy as np
%layout off
small = np.arange(12.0).reshape(3, 4)
large = np.ones(100_000, dtype=np.int32)
turned = small.T
n = -3; x = 0.1; s = 'a "b" é'; t = True"""


def helper_of(name, ravel):
    return ROOT / "rust_helper.py" if name == "stand-in" else pathlib.Path(ravel).with_name("ravel-rust")


@pytest.fixture(scope="module", params=["stand-in", pytest.param("evcxr", marks=pytest.mark.rust)])
def helper(request, ravel):
    path = helper_of(request.param, ravel)
    if not path.exists():
        pytest.fail(f"{path} is not there: run `make rust-cells` first", pytrace=False)
    return path


@pytest.fixture(scope="module")
def books(ravel, helper, tmp_path_factory):
    found = Books(ravel, tmp_path_factory.mktemp("rust"))
    found.environment["RAVEL_RUST"] = str(helper)
    return found


def test_variables_go_there_and_back(books):
    source = """%%rust -q -i small,large,turned,n,x,s,t -o total,text,yes,vector,matrix,big,back
println!("{:?} {:?} {}", small.shape(), small.strides(), large.len());
eprintln!("{x} {s} {t}");
let total: f64 = small.iter().sum::<f64>() + large.iter().map(|&v| v as f64).sum::<f64>();
let text = format!("{}{}", s, n);
let yes = turned[1] == 4.0 && turned.shape() == [4, 3];
let vector = vec![1u8, 2, 3];
let matrix = vec![vec![1.5f32, 2.5], vec![3.5, 4.5]];
let big = u64::MAX;
let back = turned.clone();"""
    _, ran, values, arrays = books.run(
        VARIABLES, source, "print((total, text, yes, vector, matrix, big))", "(back == turned).all(), back.strides"
    )
    assert ran.error is None, ran.error + ran.err
    assert ran.out == "[3, 4] [32, 8] 100000\n" and ran.err == '0.1 a "b" é true\n'
    assert values.out == (
        "(100066.0, 'a \"b\" é-3', True, array([1, 2, 3], dtype=uint8), array([[1.5, 2.5],\n"
        "       [3.5, 4.5]], dtype=float32), 18446744073709551615)\n"
    )
    assert arrays.shown == "(np.True_, (24, 8))"


def test_what_it_costs_is_told(books):
    _, cell, values, overlap = books.run(
        VARIABLES.replace("%layout off\n", ""),
        "%%rust -q -i turned --write large\nlarge[2] = turned[1] as i32;",
        "large[:4]",
        "%%rust -i turned --write small\nsmall[0] = turned[1];",
    )
    first, second = cell.shown.splitlines()[2:]
    assert "copy of 96 bytes, because a slice needs its elements one after the other" in first
    assert "in place; its buffer was moved to shared memory first: 400 kB, once; writeable" in second
    assert values.shown.startswith("array([1, 1, 4, 1], dtype=int32)")
    assert overlap.error == "ValueError: 'small' and 'turned' share memory: Rust does not write to what is seen twice"


def test_what_goes_wrong(books):
    _, wrong, panic, crash, after = books.run(
        VARIABLES,
        "%%rust\nlet y = 1;\nlet z: i32 = \"a\";",
        "%%rust\nlet v: Vec<i32> = vec![];\nprintln!(\"{}\", v[0]);",
        "%%rust\nstd::process::abort();",
        "%%rust -q -o y\nlet y = 2 + 3;",
    )
    assert wrong.error == "CalledProcessError: the cell could not be compiled"
    assert "error[E0308]: mismatched types" in wrong.err and "expected `i32`, found `&str`" in wrong.err
    assert panic.error == "RuntimeError: the Rust code panicked" and "index out of bounds" in panic.err
    assert crash.error.startswith("CalledProcessError: the Rust code crashed (") and "SIGABRT" in crash.error
    assert crash.error.endswith("the variables of earlier %%rust cells are lost")
    assert after.error is None


def test_a_race(books):
    _, race, timed, loud = books.run(
        VARIABLES,
        "%%race -r 3 -n 2\n--- NumPy\nlarge.sum()\n--- Rust\n%%rust -i large\nlarge.iter().map(|&v| v as i64).sum::<i64>()\n"
        "--- named\n%%rust -i large -o total\nlet total = large.len();\n--- wrong\n%%rust\n7",
        "%%timeit -n 2 -r 3\n%%rust -i large\nlarge.iter().sum::<i32>()",
        "%%rust\nlet nothing = 0;",
    )
    lanes = race.shown.splitlines()
    for name in ("NumPy", "Rust", "named"):
        assert any(line.startswith(name) and "█" in line for line in lanes), race.shown + race.err
    assert "out of the race: its result is 7, not np.int64(100000), unlike NumPy" in race.shown
    assert "per loop (mean ± std. dev. of 3 runs, 2 loops each)" in timed.out
    assert loud.out.startswith("compiled in ") and ", ran in " in loud.out


def test_an_interrupt(ravel, helper, tmp_path):
    environment = {**os.environ, "RAVEL_RUST": str(helper)}
    with running(ravel, str(tmp_path / "kernel.json"), env=environment) as kernel:
        kernel.run("kept = 7")
        cell = kernel.start("%%rust\nprintln!(\"go\");\nloop { std::thread::sleep(std::time::Duration::from_millis(1)); }")
        kernel.until(cell, "stream", timeout=120)
        time.sleep(0.3)
        begin = time.monotonic()
        kernel.interrupt()
        assert kernel.reply("shell", cell)["content"]["ename"] == "KeyboardInterrupt"
        assert time.monotonic() - begin < 5
        reply, _ = kernel.run("%%rust -q -o y\nlet y = 2;", timeout=120)
        assert reply["status"] == "ok", reply
        assert kernel.value("y, kept") == "(2, 7)"


@pytest.mark.rust
def test_what_stays(ravel, tmp_path):
    books = Books(ravel, tmp_path)
    books.environment["RAVEL_RUST"] = str(helper_of("evcxr", ravel))
    first, second, value, missing = books.run(
        "%%rust -q\nfn double(x: i32) -> i32 { 2 * x }\nlet kept = vec![1, 2];",
        "%%rust -q -o y\nlet y = double(kept[1]);",
        "%%rust -q\nkept.len() + 1",
        "%%rust -q\nlet z = absent;",
    )
    assert first.error is None and second.error is None and value.out == "3\n"
    assert "cell:2:9" in missing.err and "absent" in missing.err
