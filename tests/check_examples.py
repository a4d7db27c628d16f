"""Runs the examples of the builtins' docs under CPython and NumPy: `python check_examples.py FILE`.

`RAVEL_EXAMPLES=FILE cargo test --test builtin_examples` writes the file.
"""

import contextlib
import io
import json
import sys
import warnings


def run(code, names):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            tree = compile(code + "\n", "<example>", "single")
            exec(tree, names)
        except BaseException as e:
            kind = type(e)
            module = "" if kind.__module__ == "builtins" else kind.__module__ + "."
            print(f"{module}{kind.__qualname__}: {e}")
    return out.getvalue()


def last_value(code):
    """Statements of one line run one by one, so that only a last expression is shown."""
    import ast

    tree = ast.parse(code)
    return [ast.unparse(s) if s is not tree.body[-1] else ast.get_source_segment(code, s) for s in tree.body]


def main():
    wrong = total = 0
    for doc in json.load(open(sys.argv[1])):
        names = {"__name__": "__main__"}
        warnings.resetwarnings()
        exec(doc["prelude"], names)
        for code, expected in doc["examples"]:
            total += 1
            parts = last_value(code)
            for part in parts[:-1]:
                exec(part, names)
            got = run(parts[-1], names)
            if got.rstrip() != expected.rstrip():
                wrong += 1
                print(f"{doc['name']}\n>>> {code}\nexpected: {expected}got:      {got}")
    print(f"{total} examples, {wrong} wrong")
    sys.exit(wrong != 0)


main()
