"""Makes the seed corpora of the fuzz targets from the conformance programs: `seeds.py [FOLDER]`, by default `fuzz/corpus`.

A program is cut into pieces that run alone: each statement with those before it that define the names it uses.
"""

import ast
import io
import json
import pathlib
import random
import re
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE.parent / "tests" / "conformance"
MOST = 1500


def names(node, context):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def defined(node):
    found = names(node, ast.Store)
    for n in ast.walk(node):
        if isinstance(n, ast.FunctionDef):
            found.add(n.name)
        if isinstance(n, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).split(".")[0] for a in n.names}
    return found


def pieces(text):
    """Groups of a few statements with what they need."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return
    lines = text.split("\n")
    source = ["\n".join(lines[n.lineno - 1 : n.end_lineno]) for n in body]
    defines = [defined(n) for n in body]
    uses = [names(n, ast.Load) for n in body]
    for start in range(0, len(body), 4):
        kept, wanted = [], set()
        for i in range(min(start + 4, len(body)) - 1, -1, -1):
            if i >= start or defines[i] & wanted:
                kept.append(i)
                wanted = (wanted - defines[i]) | uses[i]
        piece = "\n".join(source[i] for i in reversed(kept))
        if len(piece) < MOST:
            yield piece


def arrays():
    """Small files of arrays."""
    record = np.zeros(2, [("a", "<i4"), ("b", "U3", (2,))])
    for value in [np.arange(6).reshape(2, 3), np.zeros((0, 3), ">f4"), np.array("ab"), record, np.eye(3)[:, ::-1].T,
                  np.array(["2020-01-01", "NaT"], "M8[D]"), np.array([True, False]), np.asfortranarray(np.ones((2, 3), "c8"))]:
        out = io.BytesIO()
        np.save(out, value)
        yield out.getvalue()
        yield out.getvalue()[10:]
        out = io.BytesIO()
        np.savez_compressed(out, value, x=value)
        yield out.getvalue()
        out = io.BytesIO()
        np.savez(out, value, x=value)
        yield out.getvalue()


def messages():
    """Requests, frame by frame."""
    contents = {
        "execute_request": {"code": "1+1", "silent": False, "store_history": True, "user_expressions": {"a": "1"}},
        "complete_request": {"code": "np.ar", "cursor_pos": 5},
        "inspect_request": {"code": "np", "cursor_pos": 2, "detail_level": 0},
        "history_request": {"hist_access_type": "tail", "n": 5},
        "is_complete_request": {"code": "for"},
        "comm_info_request": {"target_name": "x"},
        "comm_open": {"comm_id": "1", "target_name": "x", "data": {}},
        "debug_request": {"type": "request", "seq": 1, "command": "variables", "arguments": {}},
        "kernel_info_request": {},
        "create_subshell_request": {},
        "shutdown_request": {"restart": False},
        "input_reply": {"value": "x"},
    }
    for kind, content in contents.items():
        header = {"msg_id": "1", "username": "u", "session": "s", "date": "2026-01-01", "msg_type": kind, "version": "5.4",
                  "subshell_id": None}
        parts = [b"id", b"<IDS|MSG>", b"", json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        for keyed in b"\0\1":
            yield bytes([keyed]) + b"\xff".join(parts)


def notebooks():
    for file in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
        book = json.loads(file.read_text())
        for start in range(0, len(book["cells"]), 3):
            yield json.dumps({**book, "cells": book["cells"][start : start + 3]})[:4000].encode()


def texts(programs):
    """Words of programs that are dtypes, and lines that are tables."""
    strings = {s for p in programs for s in re.findall(r"'([^'\n]{1,60})'", p)}
    dtypes = [s for s in strings if re.fullmatch(r"[<>=|]?[?bhilqpBHILQPefdgFDGSUVOMmau]\d*(\[\w+\])?(, ?.*)?|\w+\d+", s)]
    tables = [s.replace("\\n", "\n").replace("\\t", "\t") for s in strings if re.search(r"\d[ ,;]", s)]
    return dtypes, tables


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "corpus")
    programs = [file.read_text() for file in sorted(PROGRAMS.rglob("*.py"))]
    cut = sorted({piece for text in programs for piece in pieces(text)})
    random.Random(1).shuffle(cut)
    dtypes, tables = texts(programs)
    rng = random.Random(2)
    prefix = lambda n: bytes(rng.randrange(256) for _ in range(n))
    corpora = {
        "grammar": [p.encode() for p in cut] + [p.encode() for p in programs if len(p) < 4000],
        "evaluator": [p.encode() for p in cut],
        "printing": [prefix(60) for _ in range(200)],
        "npy": list(arrays()),
        "text": [prefix(8) + t.encode() for t in tables],
        "dtype": [d.encode() for d in dtypes],
        "wire": list(messages()),
        "notebook": list(notebooks()),
    }
    for target, seeds in corpora.items():
        place = folder / target
        place.mkdir(parents=True, exist_ok=True)
        for n, seed in enumerate(seeds):
            (place / f"seed{n:05}").write_bytes(seed)
        print(f"{target}: {len(seeds)} seeds")


if __name__ == "__main__":
    main()
