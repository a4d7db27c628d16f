"""What a program calls things, and what it says, never becomes HTML of its own in a report, a repr or a drawing."""

import contextlib
import html.parser
import os

import pytest
from kernels import running

# Ends whatever it may stand in, and then does harm; and is no text that was escaped already.
TEXT = "<b on=harm()>\"'&lt;</td></style></pre></svg><script>harm()</script>"
QUOTED = repr(TEXT)
# Without a quote: for names of files and for comments.
NAME = "<b on=harm()>&lt;<script>harm()"
VOID = {"br", "hr", "img", "wbr", "col"}
KNOWN = VOID | set(
    "div span p pre small mark code b i em strong table thead tbody tr td th caption details summary style ul ol li h4 svg g rect line "
    "path text tspan title desc defs marker polygon circle pattern use figure figcaption section".split()
)

CELLS = {
    "an array": f"np.array([{QUOTED}, 'b'])",
    "a table": f"np.array([[{QUOTED}] * 3] * 3)",
    "bytes": f"np.array([{QUOTED}.encode()])",
    "field names": f"np.zeros(3, dtype=[({QUOTED}, 'f8'), ('b', 'i4')])",
    "a drawing of fields": f"r = np.zeros(3, dtype=[({QUOTED}, 'f8'), ('b', 'i4')])\n%layout r",
    "one field": f"%layout full\nr = np.zeros(3, dtype=[({QUOTED}, 'f8'), ('b', 'i4')])\nq = r[{QUOTED}]",
    "source text in a report": f"%layout full\ny = np.array([{QUOTED}])[::-1]  # {NAME}",
    "source text in a compact report": f"%layout compact\ny = np.array([{QUOTED}])[::-1]  # {NAME}",
    "keys in a report": f"w = {{{QUOTED}: np.arange(3)}}\nw[{QUOTED}].reshape(3, 1)",
    "a drawing": f"x = np.array([{QUOTED}])\n%layout x",
    "live buffers": f"held = {{{QUOTED}: np.ones(3)}}\n%memory",
    "a drawn expression": f"w = {{{QUOTED}: np.arange(3)}}\n%layout w[{QUOTED}]",
    "a story": f"%%trace\nz = np.array([{QUOTED}]).copy()  # {NAME}\nz[0] = {QUOTED}\nprint({QUOTED})",
    "a story that fails": f"%%trace\nz = np.arange(3)\nz.reshape({QUOTED})",
    "a prediction": f"%%predict\na = np.array([{QUOTED}])  # view",
    "a race": f"%%race words = [{QUOTED}] * 3  # {NAME}\nnp.array(words)\nnp.array([{QUOTED}] * 3)",
    "an error in a report": f"%layout full\nu = np.arange(3)\nu.reshape({QUOTED})",
    "a mapped file": f"np.save({NAME + '.npy'!r}, np.arange(3))\nm = np.load({NAME + '.npy'!r}, mmap_mode='r')\n%memory\n%layout m",
    "a view of a mapped file": f"np.save({NAME + '.npy'!r}, np.arange(3))\nnp.load({NAME + '.npy'!r}, mmap_mode='r')[1:]",
}


# What has only to be no markup: the text itself is not shown.
UNSEEN = ("an error in a report", "a story that fails")


class Elements(html.parser.HTMLParser):
    """The elements, attributes and texts of a page; what is opened must be closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.text = [], [], ""
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append(f"open: {self.open}")

    def handle_starttag(self, tag, attrs):
        if tag not in KNOWN:
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{tag} {name}={value}" for name, value in attrs if name.startswith("on") or "harm" in name or name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def kernel(ravel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel")
    with running(ravel, str(folder / "kernel.json")) as kernel:
        kernel.run(f"import numpy as np\nimport os\nos.chdir({os.fspath(folder)!r})")
        yield kernel


def markup(bundles):
    """All that is shown as markup."""
    return [data[mime] for data in bundles for mime in data if "html" in mime or "svg" in mime]


def check(texts):
    """Nothing of the program's is markup; all the text that is read."""
    pages = [Elements(text) for text in texts]
    for page, text in zip(pages, texts):
        assert not page.wrong, (page.wrong, text)
    return "\n".join(page.text for page in pages)


@pytest.mark.parametrize("what", CELLS)
def test_text_stays_text(kernel, what):
    kernel.run("%layout compact")
    reply, outputs = kernel.run(CELLS[what])
    shown = markup([content.get("data", {}) for _, content in outputs])
    shown += markup([payload.get("data", {}) for payload in reply.get("payload", [])])
    assert shown, outputs
    assert "harm()" in check(shown) or what in UNSEEN


def test_so_it_does_in_help_and_in_the_explorer(kernel):
    kernel.run(f"doc = np.array([{QUOTED}])\nrec = np.zeros(2, [({QUOTED}, 'f4')])\nheld = {{{QUOTED}: doc}}")
    for name in ("doc", "rec", "held"):
        inspected = kernel.ask("shell", "inspect_request", {"code": name, "cursor_pos": 3, "detail_level": 1})
        request = {"type": "request", "seq": 1, "command": "richInspectVariables", "arguments": {"variableName": name}}
        rich = kernel.ask("control", "debug_request", request)
        shown = markup([inspected["data"], rich["body"]["data"]])
        assert "harm()" in check(shown) or name == "held"


def test_the_parser_would_see_it():
    assert Elements(f"<p>{TEXT}</p>").wrong and Elements("<p><img onerror=harm()></p>").wrong
    with contextlib.suppress(AssertionError):
        check([f"<pre>{TEXT}</pre>"])
        raise RuntimeError("a script went through")
