"""What IPython's kernel answers to sequences of cells: recorded, and compared with what Ravel answers.

    python tests/ipython.py record [NAME…]     runs tests/ipython/NAME.txt under ipykernel, stores NAME.json
    python tests/ipython.py check [NAME…]      runs it under the kernel `ravel` and shows what differs

A file is a list of cells parted by lines of four dashes. Times, addresses and colours are taken out of both sides before
they are compared; what a page of help says is not compared.
"""

import difflib
import json
import os
import pathlib
import re
import sys
import tempfile

from jupyter_client.manager import start_new_kernel

CASES = pathlib.Path(__file__).resolve().parent / "ipython"
TIMEOUT = 60
NUMBER = r"\d+(?:\.\d+)?(?:e[+-]\d+)?"
CHANGES = [
    (re.compile(r"\r\n"), "\n"),
    (re.compile(r"\((?:\d+\.py|<unknown>|Cell In\[\d+\]), line"), "(SOURCE, line"),
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(rf"{NUMBER} (?:s|ms|[μu]s|ns)\b"), "TIME"),
    (re.compile(r"The slowest run took .*\n.*cached\.\n"), ""),
    (re.compile(r"The slowest run took .*cached\.\n"), ""),
    (re.compile(r"each\)\nallocated .*\n"), "each)\n"),
    (re.compile(r"[\d,]+ loops? each"), "N loops each"),
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0xADDRESS"),
]


def cells(name):
    return [c.strip("\n") for c in re.split(r"^----\n", (CASES / f"{name}.txt").read_text(), flags=re.M)]


def plain(text, folder):
    for pattern, put in CHANGES:
        text = pattern.sub(put, text)
    return text.replace(folder, "FOLDER")


def merged(outputs):
    """Pieces of a stream that follow each other are one; only what can be compared is kept."""
    kept = []
    for kind, content in outputs:
        if kind == "stream":
            if kept and kept[-1][0] == content["name"]:
                kept[-1][1] += content["text"]
            else:
                kept.append([content["name"], content["text"]])
        elif kind in ("execute_result", "display_data"):
            kept.append([kind, content["data"].get("text/plain", "")])
            others = {k: v for k, v in content["data"].items() if k not in ("text/plain",)}
            if kind == "display_data" and others:
                kept.append(["formats", json.dumps(others, sort_keys=True)])
        elif kind == "error":
            kept.append(["error", f"{content['ename']}: {content['evalue']}"])
        elif kind == "clear_output":
            kept.append(["clear_output", str(content["wait"])])
    return kept


def answers(kernel_name, sources, prelude):
    """For each cell its outputs and payloads, run one after the other in a folder of its own."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(os.path.realpath(folder), "home")
        os.mkdir(folder)
        own = os.path.join(os.path.dirname(folder), "own")
        environment = {**os.environ, "HOME": folder, "XDG_DATA_HOME": own, "IPYTHONDIR": own, "LANG": "C.UTF-8"}
        manager, client = start_new_kernel(kernel_name=kernel_name, cwd=folder, env=environment)
        client.allow_stdin = False
        try:
            for code in prelude:
                client.execute_interactive(code, silent=True, timeout=TIMEOUT, output_hook=lambda _: None)
            for code in sources:
                outputs = []
                reply = client.execute_interactive(
                    code,
                    timeout=TIMEOUT,
                    allow_stdin=False,
                    output_hook=lambda m: outputs.append((m["msg_type"], m["content"])),
                )["content"]
                kept = [[k, plain(v, folder)] for k, v in merged(outputs)]
                for payload in reply.get("payload", []):
                    if payload["source"] == "set_next_input":
                        kept.append(["next", plain(payload["text"], folder)])
                    elif payload["source"] == "page":
                        kept.append(["page", ""])
                found.append(kept)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return found


def names(chosen):
    return chosen or sorted(path.stem for path in CASES.glob("*.txt"))


def record(chosen):
    for name in names(chosen):
        sources = cells(name)
        kept = [{"cell": c, "outputs": o} for c, o in zip(sources, answers("python3", sources, []))]
        (CASES / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        print(f"recorded {name}: {len(kept)} cells")


def differences(name, kernel="ravel"):
    """One text for each cell whose answer is another than IPython's."""
    recorded = json.loads((CASES / f"{name}.json").read_text())
    got = answers(kernel, [r["cell"] for r in recorded], ["%layout off"])
    found = []
    for want, have in zip(recorded, got):
        if want["outputs"] == have:
            continue
        lines = [[f"{kind}: {line}" for kind, text in side for line in text.split("\n")] for side in (want["outputs"], have)]
        diff = "\n".join(list(difflib.unified_diff(*lines, "ipython", "ravel", lineterm="", n=2))[2:])
        found.append(f"{want['cell']}\n{diff}\n")
    return found


def check(chosen):
    wrong = 0
    for name in names(chosen):
        found = differences(name)
        wrong += len(found)
        print("\n".join(found) + f"{name}: {len(found)} differ")
    return wrong


if __name__ == "__main__":
    action, *chosen = sys.argv[1:]
    sys.exit(record(chosen) if action == "record" else check(chosen) > 0)
