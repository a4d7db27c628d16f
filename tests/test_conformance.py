"""Every program of tests/conformance prints under Ravel what it printed under CPython and NumPy."""

import sys

import conformance
import numpy
import pytest

CASES = conformance.cases()
ORACLE = sys.version_info[:2] == (3, 11) and numpy.__version__.startswith("2.4.")


@pytest.mark.parametrize("case", CASES, ids=conformance.name)
def test_ravel_prints_what_numpy_printed(ravel, case):
    got = conformance.run_program([ravel, "run"], case)
    wrong = conformance.verdict(case, got)
    if wrong:
        pytest.fail(wrong, pytrace=False)


@pytest.mark.skipif(not ORACLE, reason="the oracle is CPython 3.11 with NumPy 2.4")
def test_stored_outputs_are_what_numpy_says_today():
    stale = [conformance.name(c) for c in CASES if conformance.run_oracle(c) != conformance.stored(c)]
    assert not stale, f"run `make record` and look at the difference: {stale}"


def test_no_stored_output_has_lost_its_program():
    orphans = [out.name for out in conformance.ROOT.rglob("*.out") if not out.with_suffix(".py").exists()]
    assert not orphans
