"""Records CPython's scopes for each text of tests/data/syntax/scopes.txt: tests/data/syntax/scopes.json.

A text ends with a line of dashes. Frames come innermost first; list, set and dict comprehensions do not occur, since
CPython 3.11 gives them frames of their own."""

import json
import pathlib
import types

HERE = pathlib.Path(__file__).resolve().parent.parent / "data" / "syntax"


def frames(code):
    out = []
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            out += frames(const)
    if code.co_name != "<module>":
        cells = set(code.co_cellvars)
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & 4) + bool(code.co_flags & 8)
        params = code.co_varnames[:count]
        local = sorted(n for n in code.co_varnames[count:] if n not in cells)
        out.append({"params": sorted(params), "locals": local, "cells": sorted(cells), "frees": sorted(code.co_freevars)})
    return out


cases = []
for source in (HERE / "scopes.txt").read_text().split("\n----\n"):
    cases.append({"source": source, "frames": frames(compile(source, "<cell>", "exec"))})
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(HERE / "scopes.json").write_text(f"[\n{lines}\n]\n")
