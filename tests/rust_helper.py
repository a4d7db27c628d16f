#!/usr/bin/env python3
"""Stands in for `ravel-rust` where it was not built: speaks its protocol, and runs each cell as a program of its own, so
that items stay from cell to cell but variables do not."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading

link = socket.socket(fileno=os.dup(0))
os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
lock = threading.Lock()
running = []


def answer(**message):
    with lock:
        link.sendall((json.dumps(message) + "\n").encode())


def pump(pipe, name):
    for line in pipe:
        answer(**{name: line.decode(errors="replace")})


def compiled(folder, items, code, seconds):
    """The program, or None once the compiler's words are answered."""
    source = folder / "cell.rs"
    items = "\n".join(items)
    # A thread that waits for requests is waited for.
    source.write_text(f"#![allow(dead_code, unused)]\n{items}\nfn main() {{\n{code}\nstd::thread::sleep(std::time::Duration::from_secs({seconds}));\n}}\n")
    command = ["rustc", "--edition", "2024", "-O", "-o", folder / "cell", source]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        answer(error={"kind": "compile", "text": done.stderr})
        return None
    return folder / "cell"


def run(folder, items, code):
    if re.match(r"\s*pub mod", code):
        items.append(code)
        return answer(done={"compile": 0.1, "run": 0.0, "text": None})
    waits = "ravel::serve" in code
    program = compiled(folder, items, code, 1000 if waits else 0)
    if program is None:
        return None
    process = subprocess.Popen([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running[:] = [process]
    pumps = [threading.Thread(target=pump, args=pair) for pair in ((process.stdout, "stdout"), (process.stderr, "stderr"))]
    for thread in pumps:
        thread.start()
    if waits:
        return answer(done={"compile": 0.1, "run": 0.0, "text": None})
    for thread in pumps:
        thread.join()
    code = process.wait()
    if code == 101:
        return answer(error={"kind": "panic", "text": "the Rust code panicked"})
    if code:
        name = signal.Signals(-code).name if code < 0 else f"exit status: {code}"
        return answer(error={"kind": "crash", "text": f"Subprocess terminated with status: {name}"})
    return answer(done={"compile": 0.1, "run": 0.0, "text": None})


def main():
    answer(ready=True)
    items = []
    with tempfile.TemporaryDirectory() as folder:
        for line in link.makefile():
            request = json.loads(line)
            if "run" in request:
                threading.Thread(target=run, args=(pathlib.Path(folder), items, request["run"])).start()
            elif running:
                running[0].kill()
        for process in running:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
