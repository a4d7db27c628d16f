"""Subshells (JEP 91), and what is answered live while a cell runs."""

import time

import pytest
from kernels import running

# Runs until a subshell ends it; each round makes room for others.
LOOP = "import time\ngo, n = True, 0\nwhile go:\n    n += 1\n    time.sleep(0.001)\nprint('ended')"


@pytest.fixture(scope="module")
def shared(ravel, tmp_path_factory):
    with running(ravel, str(tmp_path_factory.mktemp("kernel") / "kernel.json")) as kernel:
        yield kernel


@pytest.fixture
def kernel(shared):
    yield shared
    for subshell in shared.ask("control", "list_subshell_request", {})["subshell_id"]:
        shared.ask("control", "delete_subshell_request", {"subshell_id": subshell})
    shared.run("%reset -f")


@pytest.fixture
def subshell(kernel):
    return kernel.ask("control", "create_subshell_request", {})["subshell_id"]


def test_the_feature_is_told(kernel):
    info = kernel.ask("shell", "kernel_info_request", {})
    assert "kernel subshells" in info["supported_features"]


def test_create_list_delete(kernel):
    ids = [kernel.ask("control", "create_subshell_request", {})["subshell_id"] for _ in range(2)]
    assert kernel.ask("control", "list_subshell_request", {}) == {"status": "ok", "subshell_id": ids}
    assert kernel.ask("control", "delete_subshell_request", {"subshell_id": ids[0]}) == {"status": "ok"}
    assert kernel.ask("control", "list_subshell_request", {})["subshell_id"] == ids[1:]
    refused = kernel.ask("control", "delete_subshell_request", {"subshell_id": ids[0]})
    assert refused["status"] == "error" and ids[0] in refused["evalue"]


def test_an_unknown_subshell_is_an_error(kernel):
    cell = kernel.start("1", subshell="nobody")
    reply = kernel.reply("shell", cell)
    assert reply["msg_type"] == "execute_reply" and reply["content"]["ename"] == "UnknownSubshellError"
    kinds = [c.get("execution_state") for _, c in kernel.outputs(cell)]
    assert kinds == ["busy", "idle"]


def test_one_namespace(kernel, subshell):
    kernel.run("a = 5")
    assert kernel.value("a + 1", subshell) == "6"
    kernel.run("b = 7", subshell)
    assert kernel.value("b") == "7"


def test_replies_carry_the_subshell(kernel, subshell):
    reply = kernel.reply("shell", kernel.start("1", subshell))
    assert reply["parent_header"]["subshell_id"] == subshell


def test_a_subshell_sees_and_ends_a_running_loop(kernel, subshell):
    main = kernel.start(LOOP)
    time.sleep(0.3)
    first = int(kernel.value("n", subshell))
    time.sleep(0.1)
    assert int(kernel.value("n", subshell)) > first > 0
    begin = time.monotonic()
    assert kernel.run("go = False", subshell)[0]["status"] == "ok"
    assert kernel.reply("shell", main)["content"]["status"] == "ok"
    assert time.monotonic() - begin < 2


def test_the_main_cell_keeps_its_number_output_and_report(kernel, subshell):
    kernel.run("import numpy as np")
    main = kernel.start("import time\nstop = False\na = np.arange(4)\nwhile not stop:\n    time.sleep(0.001)\nb = a[1:]\nb")
    time.sleep(0.3)
    aside, outputs = kernel.run("c = np.zeros(10**6) + 1\nprint('aside')\nc[:2]", subshell)
    assert aside["status"] == "ok"
    kinds = [kind for kind, _ in outputs]
    assert "display_data" not in kinds and kinds.count("execute_result") == 1
    assert ("stream", {"name": "stdout", "text": "aside\n"}) in outputs
    kernel.start("stop = True", subshell)
    reply = kernel.reply("shell", main)["content"]
    assert aside["execution_count"] == reply["execution_count"] + 1
    outputs = kernel.outputs(main)
    result = next(c for kind, c in outputs if kind == "execute_result")
    assert result["execution_count"] == reply["execution_count"]
    report = next(c["data"]["text/plain"] for kind, c in outputs if kind == "display_data")
    assert "view of" in report and "c[:2]" not in report and "MB" not in report


def test_an_exception_that_is_handled_stays_handled(kernel, subshell):
    main = kernel.start(
        "import time\nstop = False\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    while not stop:\n        time.sleep(0.001)\n    raise"
    )
    time.sleep(0.3)
    reply, _ = kernel.run("raise", subshell)
    assert (reply["ename"], reply["evalue"]) == ("RuntimeError", "No active exception to reraise")
    kernel.run("stop = True", subshell)
    assert kernel.reply("shell", main)["content"]["ename"] == "ZeroDivisionError"


def test_an_interrupt_ends_both(kernel, subshell):
    main = kernel.start("while True:\n    pass")
    time.sleep(0.3)
    aside = kernel.start("while True:\n    pass", subshell)
    time.sleep(0.3)
    kernel.interrupt()
    for cell in (aside, main):
        assert kernel.reply("shell", cell)["content"]["ename"] == "KeyboardInterrupt"


def test_an_error_in_a_subshell_leaves_other_shells_alone(kernel, subshell):
    other = kernel.ask("control", "create_subshell_request", {})["subshell_id"]
    main = kernel.start("import time\ntime.sleep(0.5)\nx = 1")
    time.sleep(0.2)
    bad = kernel.start("import time\ntime.sleep(0.2)\n1 / 0", subshell)
    given_up = kernel.start("y = 2", subshell)
    good = kernel.start("z = 3", other)
    statuses = {}
    while len(statuses) < 4:
        reply = kernel.client.get_shell_msg(timeout=30)
        statuses[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
    assert statuses == {main: "ok", bad: "error", given_up: "aborted", good: "ok"}


def test_questions_see_what_the_cell_has_done_so_far(kernel):
    main = kernel.start("import time\nlately_made = [1]\nwhile True:\n    lately_made.append(1)\n    time.sleep(0.001)")
    time.sleep(0.3)
    reply = kernel.ask("shell", "complete_request", {"code": "lately", "cursor_pos": 6})
    assert reply["matches"] == ["lately_made"]
    reply = kernel.ask("shell", "inspect_request", {"code": "lately_made", "cursor_pos": 3, "detail_level": 0})
    assert reply["found"] and "list" in reply["data"]["text/plain"]
    kernel.interrupt()
    assert kernel.reply("shell", main)["content"]["ename"] == "KeyboardInterrupt"


def test_within_one_long_operation_questions_get_what_was_before(kernel):
    kernel.run("import numpy as np\nbefore = 1")
    time.sleep(0.1)
    main = kernel.start("zebra = 2\nnp.broadcast_to(1.0, (10**6, 10**6)).sum()")
    time.sleep(0.3)
    begin = time.monotonic()
    assert kernel.ask("shell", "complete_request", {"code": "befo", "cursor_pos": 4})["matches"] == ["before"]
    assert kernel.ask("shell", "complete_request", {"code": "zebr", "cursor_pos": 4})["matches"] == []
    assert time.monotonic() - begin < 1
    kernel.interrupt()
    assert kernel.reply("shell", main)["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.ask("shell", "complete_request", {"code": "zebr", "cursor_pos": 4})["matches"] == ["zebra"]


def test_a_question_behind_a_cell_sees_what_the_cell_defines(kernel):
    for i in range(20):
        cell = kernel.start(f"defined_{i}_here = {i}")
        code = f"defined_{i}_"
        reply = kernel.ask("shell", "complete_request", {"code": code, "cursor_pos": len(code)})
        kernel.outputs(cell)
        assert reply["matches"] == [f"defined_{i}_here"]
