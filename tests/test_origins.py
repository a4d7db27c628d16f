"""What the memory report says of random expressions is what NumPy's strides and `shares_memory` say."""

import re
import subprocess
import warnings

import numpy as np
import pytest
from fuzz.campaign import PRELUDE, Oracle
from fuzz.create import NAMES
from fuzz.grammar import Grammar
from nbformat import read, v4, write

PROGRAMS, PARTS = 800, 2
COLUMNS = ["memory", "origin", "array", "bytes", "strides", "order", "buffer", "address"]


class Fact:
    """A statement that bound an array, and what NumPy says of that array."""

    def __init__(self, code, target, array, before):
        self.code, self.target = code, target
        shown = "({},)".format(*array.shape) if array.ndim == 1 else str(array.shape)
        steps = "({},)".format(*array.strides) if array.ndim == 1 else str(array.strides)
        self.array = f"{name_of(array.dtype)} {shown}"
        self.strides, self.bytes = steps, str(array.nbytes)
        self.order = {(1, 1): "C F", (1, 0): "C", (0, 1): "F", (0, 0): "–"}[
            int(array.flags.c_contiguous), int(array.flags.f_contiguous)
        ]
        self.same = [n for n, x in before.items() if x is array]
        self.shares = [n for n, x in before.items() if np.shares_memory(x, array)]
        self.holds = [n for n, x in before.items() if owner(x) is owner(array)]
        self.empty = array.size == 0

    def differs(self, row):
        """What the row says otherwise; None if nothing."""
        # The strides of an array without elements reach nothing.
        for column in ("array", "bytes", "order") if self.empty else ("array", "bytes", "order", "strides"):
            if row[column] != getattr(self, column):
                return f"{column}: {row[column]}, NumPy {getattr(self, column)}"
        origin = row["origin"].split(";")[0]
        word, _, rest = origin.partition(" of ")
        names = re.sub(r" and \d+ more$", "", rest.split(":")[0]).split(", ")
        if self.same:
            # What `out=` names is written, and handed on.
            written = origin.removeprefix("in place: writes ").split(",")[0] in self.same
            fine = written or origin.startswith("same object as")
            return None if fine else f"{origin}: the same object as {self.same}"
        if self.empty:
            return None
        if self.shares:
            if word != "view":
                return f"{origin}: shares memory with {self.shares}"
            wrong = [n for n in names if n in NAMES and n not in self.holds + self.shares and n != self.target]
            return f"{origin}: {wrong} hold another buffer" if wrong else None
        # A view of something that had no name is a view all the same.
        fine = word in ("new", "copy") or (word == "view" and names[0].startswith(("#", "a temporary", self.target)))
        return None if fine else f"{origin}: shares memory with no name"


def owner(array):
    """What owns the memory that an array looks into."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array if array.base is None else array.base


def name_of(dtype):
    return {"U": f"<U{dtype.itemsize // 4}", "S": f"|S{dtype.itemsize}"}.get(dtype.kind, dtype.name)


def program(seed):
    """The facts of one random program, in order; the statements run here."""
    oracle = Oracle()
    facts = []
    for statement in Grammar(f"origins:{seed}", oracle.names).statements():
        target = statement.target
        if not target or "base" in statement.expr:
            continue
        code = "\n".join([*statement.before.splitlines(), f"{target} = {statement.expr}"])
        before = {n: oracle.names[n] for n in NAMES if isinstance(oracle.names.get(n), np.ndarray)}
        try:
            exec(code, oracle.names)
        except Exception:
            continue
        array = oracle.names[target]
        plain = isinstance(array, np.ndarray) and type(array) is np.ndarray and array.dtype.kind in "biufcUS" and array.dtype.isnative
        facts.append(Fact(code, target, array, before) if plain else (code, target))
    return facts


def rows(text):
    """The unindented rows of a report's text, by column."""
    lines = text.splitlines()
    starts = [lines[0].index(c) for c in COLUMNS]
    ends = [*starts[1:], None]
    whole = [line for line in lines[2:-1] if line and not line.startswith(" ")]
    return [{c: line[a:b].strip() for c, a, b in zip(COLUMNS, starts, ends)} for line in whole]


@pytest.mark.parametrize("part", range(PARTS))
def test_origins_are_what_numpy_says(part, ravel, tmp_path):
    warnings.simplefilter("ignore")
    cells = []
    for seed in range(part, PROGRAMS, PARTS):
        cells.append((PRELUDE + " = ".join(NAMES) + " = None", None))
        for fact in program(seed):
            cells.append((fact.code, fact) if isinstance(fact, Fact) else (fact[0], None))
    book = v4.new_notebook(cells=[v4.new_code_cell(code) for code, _ in cells])
    for cell in book.cells:
        cell.metadata.tags = ["raises-exception"]
    path = tmp_path / "origins.ipynb"
    write(book, path)
    subprocess.run([ravel, "run", "--update", str(path)], check=True, capture_output=True, timeout=300)
    wrong, judged = [], 0
    for cell, (code, fact) in zip(read(path, 4).cells, cells):
        texts = [o.data["text/plain"] for o in cell.outputs if o.output_type == "display_data"]
        found = [row for text in texts if text.startswith("memory") for row in rows(text)]
        if fact is None or not found or any(o.output_type == "error" for o in cell.outputs):
            continue
        judged += 1
        difference = fact.differs(found[-1])
        if difference:
            wrong.append(f"{code}\n    {difference}")
    assert judged > PROGRAMS, judged
    assert not wrong, f"{len(wrong)} of {judged}\n" + "\n".join(wrong[:20])
