"""The variable explorer: what JupyterLab's debugger panel asks on the control channel."""

import itertools
import time

import pytest
from kernels import running

CODE = """import numpy as np
a = np.arange(6.0).reshape(2, 3)
b = a[:, ::2]
words = ['one', 'two']
table = {'k': [1, 2], 'm': a}
big = list(range(10**6))
huge = 7 ** 10**5
def f(x):
    return x"""


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    with running(ravel, str(tmp_path_factory.mktemp("kernel") / "kernel.json")) as kernel:
        assert kernel.run(CODE)[0]["status"] == "ok"
        yield kernel


SEQUENCE = itertools.count(1)


def debug(kernel, command, **arguments):
    request = {"type": "request", "seq": next(SEQUENCE), "command": command, "arguments": arguments}
    reply = kernel.ask("control", "debug_request", request)
    assert (reply["type"], reply["command"], reply["request_seq"]) == ("response", command, request["seq"])
    return reply


def variables(kernel, **arguments):
    reply = debug(kernel, "variables", **arguments) if arguments else debug(kernel, "inspectVariables")
    assert reply["success"]
    return {v["name"]: v for v in reply["body"]["variables"]}


def test_the_feature_is_told(kernel):
    assert "debugger" in kernel.ask("shell", "kernel_info_request", {})["supported_features"]


def test_the_panel_can_be_opened_and_closed(kernel):
    assert debug(kernel, "debugInfo")["body"]["isStarted"] is False
    for command in ("initialize", "attach"):
        assert debug(kernel, command)["success"]
    info = debug(kernel, "debugInfo")["body"]
    assert info["isStarted"] and info["richRendering"] and info["breakpoints"] == []
    path = debug(kernel, "dumpCell", code="x = 1")["body"]["sourcePath"]
    assert path.startswith(info["tmpFilePrefix"]) and path.endswith(info["tmpFileSuffix"])
    (refused,) = debug(kernel, "setBreakpoints", source={"path": path}, breakpoints=[{"line": 1}])["body"]["breakpoints"]
    assert not refused["verified"]
    assert debug(kernel, "configurationDone")["success"]
    assert debug(kernel, "disconnect", restart=False, terminateDebuggee=False)["success"]
    assert debug(kernel, "debugInfo")["body"]["isStarted"] is False
    unknown = debug(kernel, "stepIn")
    assert not unknown["success"] and "stepIn" in unknown["message"]


def test_cell_names_are_hashed_as_clients_hash_them(kernel):
    # MurmurHash2 as ipykernel has it, of the same code and seed.
    from ipykernel.compiler import murmur2_x86

    info = debug(kernel, "debugInfo")["body"]
    for code in ("", "a", "ab = 1", "for i in range(10):\n    print(i)\n"):
        path = debug(kernel, "dumpCell", code=code)["body"]["sourcePath"]
        name = murmur2_x86(code, info["hashSeed"])
        assert path == f"{info['tmpFilePrefix']}{name}{info['tmpFileSuffix']}"


def test_variables_are_listed(kernel):
    found = variables(kernel)
    assert {"a", "b", "words", "table", "big", "huge", "f"} <= set(found) and "np" not in found
    assert found["a"]["type"] == "ndarray float64 (2, 3)" and found["a"]["value"] == "float64 (2, 3), strides (24, 8)"
    assert found["words"]["value"] == "['one', 'two']"
    assert found["big"]["value"] == "1000000 items"
    assert len(found["huge"]["value"]) < 300
    assert found["f"]["variablesReference"] == 0


def test_parts_of_containers_and_arrays(kernel):
    found = variables(kernel)
    words = variables(kernel, variablesReference=found["words"]["variablesReference"])
    assert [v["value"] for v in words.values()] == ["'one'", "'two'"]
    table = variables(kernel, variablesReference=found["table"]["variablesReference"])
    assert table["'k'"]["value"] == "[1, 2]"
    inner = variables(kernel, variablesReference=table["'k'"]["variablesReference"])
    assert inner["[1]"]["value"] == "2"
    layout = variables(kernel, variablesReference=found["b"]["variablesReference"])
    assert layout["strides"]["value"] == "(24, 16) bytes" and layout["shape"]["value"] == "(2, 2)"
    assert layout["held by"]["value"] == "a, b, table['m']"
    assert len(variables(kernel, variablesReference=found["big"]["variablesReference"])) == 1000
    assert variables(kernel, variablesReference=10**6) == {}


def test_a_variable_in_all_its_formats(kernel):
    reply = debug(kernel, "richInspectVariables", variableName="b")
    data = reply["body"]["data"]
    assert reply["success"] and "held by a, b" in data["text/plain"] and "strides (24, 16)" in data["text/plain"]
    assert "ravel-grid" in data["text/html"] and "held by a, b" in data["text/html"]
    data = debug(kernel, "richInspectVariables", variableName="words")["body"]["data"]
    assert data["text/plain"] == "['one', 'two']"
    missing = debug(kernel, "richInspectVariables", variableName="nobody")
    assert not missing["success"] and missing["body"]["data"] == {}


def test_looking_holds_nothing_alive(kernel):
    kernel.run("gone = np.zeros(1000)")
    number = variables(kernel)["gone"]["variablesReference"]
    before = kernel.value("%memory")
    kernel.run("del gone")
    assert variables(kernel, variablesReference=number) == {}
    assert kernel.value("%memory") == before


@pytest.mark.parametrize(
    ("code", "live"),
    [
        ("import time\nfresh = 1\nwhile True:\n    time.sleep(0.001)", True),
        ("fresh = 1\nnp.broadcast_to(1.0, (10**6, 10**6)).sum()", False),
    ],
)
def test_while_a_cell_runs(kernel, code, live):
    kernel.run("fresh = 0")
    time.sleep(0.1)
    main = kernel.start(code)
    time.sleep(0.3)
    begin = time.monotonic()
    found = variables(kernel)
    assert found["fresh"]["value"] == str(int(live))
    layout = variables(kernel, variablesReference=found["a"]["variablesReference"])
    assert layout["strides"]["value"] == "(24, 8) bytes"
    assert debug(kernel, "richInspectVariables", variableName="a")["success"]
    assert time.monotonic() - begin < 1
    kernel.interrupt()
    assert kernel.reply("shell", main)["content"]["ename"] == "KeyboardInterrupt"
