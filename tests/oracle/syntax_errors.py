"""Records what CPython says of each text of tests/data/syntax/errors.txt: tests/data/syntax/errors.json.

A text ends with a line of dashes. The caret is a byte offset; -1 where CPython gives none."""

import json
import pathlib
import warnings

HERE = pathlib.Path(__file__).resolve().parent.parent / "data" / "syntax"


def record(source):
    try:
        compile(source, "<cell>", "exec")
    except SyntaxError as error:
        lines = source.encode().split(b"\n")
        caret = -1
        if error.lineno and error.offset and error.lineno <= len(lines):
            line = lines[error.lineno - 1].decode()
            before = sum(len(text) + 1 for text in lines[: error.lineno - 1])
            caret = before + len(line[: error.offset - 1].encode())
        return {"source": source, "kind": type(error).__name__, "message": error.msg, "caret": caret}
    raise SystemExit(f"CPython accepts this:\n{source}")


warnings.simplefilter("ignore")
texts = (HERE / "errors.txt").read_text().split("\n----\n")
cases = [record(text.rstrip("\n") + "\n") for text in texts]
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(HERE / "errors.json").write_text(f"[\n{lines}\n]\n")
