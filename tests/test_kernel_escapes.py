"""What a program calls things, and what it says, never becomes HTML of its own in a report, a repr or a drawing."""

import pytest
from kernels import running

TEXT = "<script>alert(1)</script>"

CELLS = {
    "an array": f"np.array(['{TEXT}', 'b'])",
    "a table": f"np.array([['{TEXT}'] * 3] * 3)",
    "bytes": f"np.array(['{TEXT}'], dtype='S40')",
    "field names": f"np.zeros(3, dtype=[('{TEXT}', 'f8'), ('b', 'i4')])",
    "source text in a report": f"%layout full\ny = np.array(['{TEXT}'])[::-1]  # {TEXT}",
    "keys in a report": f"w = {{'{TEXT}': np.arange(3)}}\nw['{TEXT}'].reshape(3, 1)",
    "a drawing": f"x = np.array(['{TEXT}'])\n%layout x",
    "live buffers": f"held = {{'{TEXT}': np.ones(3)}}\n%memory",
    "a story": f"%%trace\nz = np.array(['{TEXT}']).copy()  # {TEXT}\nz[0] = '{TEXT}'",
    "a prediction": f"%%predict\na = np.array(['{TEXT}'])  # view",
    "an error in a report": f"np.arange(3).reshape('{TEXT}')",
}


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    with running(ravel, str(tmp_path_factory.mktemp("kernel") / "kernel.json")) as kernel:
        kernel.run("import numpy as np")
        yield kernel


def markup(bundles):
    """All that is shown as markup."""
    return [data[mime] for data in bundles for mime in data if "html" in mime or "svg" in mime]


@pytest.mark.parametrize("what", CELLS)
def test_text_stays_text(kernel, what):
    reply, outputs = kernel.run(CELLS[what])
    shown = markup([content.get("data", {}) for _, content in outputs])
    shown += markup([payload.get("data", {}) for payload in reply.get("payload", [])])
    assert shown, outputs
    for text in shown:
        assert "<script" not in text


def test_so_it_does_in_help_and_in_the_explorer(kernel):
    kernel.run(f"doc = np.array(['{TEXT}'])")
    inspected = kernel.ask("shell", "inspect_request", {"code": "doc", "cursor_pos": 3, "detail_level": 1})
    request = {"type": "request", "seq": 1, "command": "richInspectVariables", "arguments": {"variableName": "doc"}}
    rich = kernel.ask("control", "debug_request", request)
    shown = markup([inspected["data"], rich["body"]["data"]])
    assert len(shown) > 1 and all("<script" not in text for text in shown)
