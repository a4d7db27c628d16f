"""The examples of the documentation: `documents.py update` writes down anew what they show.

The `python` blocks of a page are the cells of one session. A `text` block that follows is what the cell shows, all of it.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import nbformat
from nbformat import v4

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted(p for p in (ROOT / "docs").glob("*.md") if p.name != "reference.md")]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page):
    """Each `python` block, and the match of its `text` block if one comes next."""
    blocks = list(BLOCK.finditer(page))
    for block, following in zip(blocks, [*blocks[1:], None]):
        if block[1] == "python":
            yield block[2], following if following is not None and following[1] == "text" else None


def shown(ravel, sources):
    """What the cells show, each as one text."""
    book = v4.new_notebook(cells=[v4.new_code_cell(source.rstrip("\n")) for source in sources])
    for cell in book.cells:
        cell.metadata["tags"] = ["raises-exception"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "page.ipynb"
        nbformat.write(book, path)
        subprocess.run([ravel, "run", "--update", str(path)], check=True, stdout=subprocess.DEVNULL, timeout=300)
        return ["\n".join(text_of(o) for o in cell.outputs) for cell in nbformat.read(path, 4).cells]


def text_of(output):
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    return (output.get("text") or output.get("data", {}).get("text/plain", "")).rstrip("\n")


def renewed(ravel, page):
    """The page with what its examples show now."""
    found = list(examples(page))
    outputs = shown(ravel, [source for source, _ in found])
    for (_, block), output in reversed(list(zip(found, outputs))):
        if block is not None:
            page = f"{page[:block.start(2)]}{output}\n{page[block.end(2):]}"
    return page


def main():
    ravel = os.environ.get("RAVEL", str(ROOT / "target/release/ravel"))
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        path.write_text(renewed(ravel, page), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main() if sys.argv[1:] == ["update"] else __doc__)
