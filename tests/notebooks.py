"""What two runs of a notebook cell must have in common: the rule of `ravel run --check`, in Python.

Cells tagged `nbval-ignore-output` (or with the comment `# NBVAL_IGNORE_OUTPUT`) are run and not compared. Consecutive
pieces of one stream count as one, tracebacks are compared by exception name and text.
"""

import difflib
import json


def tags(cell):
    return cell.metadata.get("tags", [])


def ignored(cell):
    """Whether the cell's output may differ from run to run."""
    return "nbval-ignore-output" in tags(cell) or "# NBVAL_IGNORE_OUTPUT" in cell.source


def merged(outputs):
    """The outputs as plain comparable data."""
    result = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            if result and result[-1][:2] == ("stream", output["name"]):
                result[-1] = ("stream", output["name"], result[-1][2] + output["text"])
            else:
                result.append(("stream", output["name"], output["text"]))
        elif kind == "error":
            result.append(("error", output["ename"], output["evalue"]))
        else:
            result.append((kind, dict(output["data"])))
    return result


def readable(entries):
    lines = []
    for kind, *rest in entries:
        lines.append(f"[{kind}]")
        for part in rest:
            text = part if isinstance(part, str) else "\n".join(
                f"{mime}: {value if isinstance(value, str) else json.dumps(value)}" for mime, value in part.items()
            )
            lines.extend(text.splitlines())
    return lines


def difference(stored, got):
    """A unified diff of two lists of outputs, empty when they agree."""
    stored, got = merged(stored), merged(got)
    if stored == got:
        return ""
    return "\n".join(difflib.unified_diff(readable(stored), readable(got), "stored", "now", lineterm="", n=2))


def values(outputs):
    """What the language itself said: streams, results as text, exceptions. The memory report is not among it."""
    kept = []
    for entry in merged(outputs):
        if entry[0] == "execute_result":
            kept.append(("execute_result", entry[1].get("text/plain")))
        elif entry[0] == "error" or entry[:2] == ("stream", "stdout"):
            kept.append(entry)
    return kept
