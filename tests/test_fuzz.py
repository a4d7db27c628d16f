"""A few hundred random programs run under Ravel as under NumPy; `make fuzz-numpy` runs many more."""

import sys

import numpy
import pytest
from fuzz import campaign, grammar

ORACLE = sys.version_info[:2] == (3, 11) and numpy.__version__.startswith("2.4.")
COUNT, SEED = 300, 1
# How many of these programs still disagree, in ways that are known and open: of those that use things as they are meant
# to be used, and of those of the families, which give every function wrong arguments too. They may only fall.
KNOWN = {"plain": 4, "families": 11}

pytestmark = pytest.mark.skipif(not ORACLE, reason="the oracle is CPython 3.11 with NumPy 2.4")


@pytest.mark.parametrize("kind", KNOWN)
def test_random_programs_run_alike(kind, ravel, monkeypatch, tmp_path):
    monkeypatch.setattr(campaign, "KEPT", tmp_path)
    if kind == "plain":
        monkeypatch.setattr(grammar, "FAMILIES", [])
    report = []
    wrong = campaign.campaign(f"{ravel} run", COUNT, SEED, out=report.append, kinds=5)
    assert wrong <= KNOWN[kind], "\n".join(report)


def test_a_difference_is_found_and_cut_down(tmp_path, monkeypatch):
    """The tester itself: a program that prints something else is told from one that does not."""
    program, wanted = campaign.grow(SEED, 0)
    outputs = {(0, s): text for s, text in enumerate(wanted)}
    assert campaign.compare(program, wanted, outputs, 0) is None
    outputs[0, 0] = outputs[0, 0].replace("array", "arry")
    assert campaign.compare(program, wanted, outputs, 0).at == 0


@pytest.mark.parametrize(
    ("want", "got", "alike"),
    [
        ("near float64 [1.0, nan]", "near float64 [1.0000000000000002, nan]", True),
        ("near float64 [1.0, nan]", "near float64 [1.000000001, nan]", False),
        ("near float32 1.0", "near float32 1.0000001", True),
        ("near float64 [1.0]", "near float64 [1.0, 2.0]", False),
        ("list [1.0]", "list [1.0000000000000002]", False),
    ],
)
def test_only_approximate_values_may_differ(want, got, alike):
    assert (campaign.differs(want, got) is None) == alike
