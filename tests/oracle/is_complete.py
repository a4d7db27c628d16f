"""Records IPython's answers to is_complete for tests/data/syntax/complete.txt: tests/data/syntax/complete.json.

Each line of the list is a Python string literal."""

import ast
import json
import pathlib

from IPython.core.inputtransformer2 import TransformerManager

HERE = pathlib.Path(__file__).resolve().parent.parent / "data" / "syntax"
manager = TransformerManager()
cases = []
for line in (HERE / "complete.txt").read_text().splitlines():
    source = ast.literal_eval(line)
    status, indent = manager.check_complete(source)
    cases.append({"source": source, "status": status, "indent": indent or 0})
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(HERE / "complete.json").write_text(f"[\n{lines}\n]\n")
