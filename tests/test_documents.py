"""The documentation's examples show what is written, and its links lead somewhere."""

import difflib
import re

import documents
import pytest


@pytest.mark.parametrize("path", documents.PAGES, ids=lambda path: path.stem)
def test_examples_show_what_is_written(path, ravel):
    page = path.read_text(encoding="utf-8")
    now = documents.renewed(ravel, page)
    diff = list(difflib.unified_diff(page.splitlines(), now.splitlines(), "written", "now", lineterm="", n=1))
    if diff:
        pytest.fail("\n".join(diff) + "\n`python tests/documents.py update` writes it anew", pytrace=False)


@pytest.mark.parametrize("path", documents.PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not (path.parent / t).exists()]
    assert not missing
    if path.parent.name == "docs":
        assert f"docs/{path.name}" in (documents.ROOT / "README.md").read_text(encoding="utf-8"), "README does not link it"


def test_quoted_source_is_there():
    sources = [p.read_text(encoding="utf-8") for p in (documents.ROOT / "src").rglob("*.rs")]
    for path in documents.PAGES:
        for block in documents.BLOCK.finditer(path.read_text(encoding="utf-8")):
            assert block[1] != "rust" or any(block[2] in source for source in sources), f"{path.name} quotes:\n{block[2]}"
