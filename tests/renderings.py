"""Pages that show reports as the programs do that people read notebooks in: `renderings.py [NOTEBOOK]`.

Each page is written to `target/renderings` with a picture of it. JupyterLab is the real one (trusted in its three themes, and
untrusted, as a downloaded notebook is opened); nbconvert is the real one; VS Code's output view and GitHub's are imitated:
VS Code's by its variables and its rules for tables, GitHub's by what its sanitiser lets through.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import browsers
import nbformat
from nbformat import v4

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "target" / "renderings"
CELLS = [
    "import numpy as np\na = np.arange(12).reshape(3, 4)\na",
    "b = a.T\nc = b.reshape(2, 6)\nb[0] = -1\ntotal = (a[1:] * 2.5 + a[:-1]).sum()\nd = np.zeros(1000)[:3]",
    "%layout a b c",
    "w = np.lib.stride_tricks.sliding_window_view(a[1], 2)\n%layout w d np.broadcast_to(a[0], (2, 4))",
    "%memory",
    "%%trace\na[1:, ::2] += a[:-1, 1::2] * 10",
    "%%predict --lenient\nflat = a.T.ravel()  # view of a\nleft = a[:, :2]  # view of a, strides (32, 8), shape (3, 2)",
]

VSCODE = {
    "light": {"foreground": "#3b3b3b", "editor-foreground": "#3b3b3b", "editor-background": "#ffffff", "descriptionForeground": "#3b3b3b", "panel-border": "#e5e5e5"},
    "dark": {"foreground": "#cccccc", "editor-foreground": "#cccccc", "editor-background": "#1f1f1f", "descriptionForeground": "#9d9d9d", "panel-border": "#2b2b2b"},
    "high-contrast": {"foreground": "#ffffff", "editor-foreground": "#ffffff", "editor-background": "#000000", "descriptionForeground": "#ffffffb3", "contrastBorder": "#6fc3df"},
    "high-contrast-light": {"foreground": "#292929", "editor-foreground": "#292929", "editor-background": "#ffffff", "descriptionForeground": "#292929b3", "contrastBorder": "#0f4a85"},
}
# How VS Code's output view styles what cells show, in short.
VSCODE_STYLE = """
body { background: var(--vscode-editor-background); color: var(--vscode-foreground); padding: 0 20px; font: 13px system-ui, sans-serif; }
table, thead, tr, th, td, tbody { border: none !important; border-color: transparent; border-spacing: 0; border-collapse: collapse; }
table, th, tr { vertical-align: middle; text-align: right; }
thead { font-weight: bold; background-color: rgba(130, 130, 130, 0.16); }
th, td { padding: 4px 8px; }
tr:nth-child(even) { background-color: rgba(130, 130, 130, 0.08); }
tbody th { font-weight: normal; }
pre, code { font-family: monospace; }
"""

# What GitHub's sanitiser lets through.
GITHUB_TAGS = set(
    "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul table thead tbody tfoot blockquote "
    "dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small "
    "source span time wbr".split()
)
GITHUB_ATTRIBUTES = (
    "abbr align alt aria-describedby aria-hidden aria-label aria-labelledby axis border char colspan cols dir headers height hspace "
    "label lang maxlength nohref noshade nowrap open progress role rows rowspan rules scope shape size span start summary tabindex "
    "title valign vspace width itemprop".split()
)
GITHUB_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 24px; max-width: 980px; color: #1f2328; background: #fff; }
table { border-collapse: collapse; display: block; overflow: auto; width: max-content; max-width: 100%; margin-bottom: 16px; }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; } tr { background: #fff; } tr:nth-child(2n) { background: #f6f8fa; }
code { background: #818b981f; padding: .2em .4em; font-size: 85%; border-radius: 6px; } pre { background: #f6f8fa; padding: 16px; }
p { margin: 0 0 16px; }
"""


def recorded(ravel, folder, cells=CELLS, name="book.ipynb"):
    """A notebook with its outputs, as `ravel run --update` stores them."""
    book = v4.new_notebook(cells=[v4.new_code_cell(source) for source in cells])
    book.metadata.kernelspec = {"name": "ravel", "display_name": "Ravel", "language": "python"}
    path = folder / name
    nbformat.write(book, path)
    subprocess.run([ravel, "run", "--update", str(path)], check=True, timeout=120, stdout=subprocess.DEVNULL)
    return path


def outputs(path):
    """Of each code cell: its source, and its outputs as HTML where they have one, else as text."""
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            yield cell.source, [(o.get("data", {}).get("text/html"), plain(o)) for o in cell.outputs]


def plain(output):
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def sanitised(html):
    """What is left of HTML on GitHub."""
    import bleach

    html = html.replace("<style>", "<!--").replace("</style>", "-->")
    return bleach.clean(html, tags=GITHUB_TAGS, attributes={"*": GITHUB_ATTRIBUTES}, strip=True, strip_comments=True)


def page_of(path, head, body_class="", clean=lambda html: html):
    """A page of a notebook's outputs."""
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    parts = []
    for source, shown in outputs(path):
        parts.append(f"<pre class=source>{escape(source)}</pre>")
        parts += [f"<div class=output>{clean(html) if html else f'<pre>{escape(text)}</pre>'}</div>" for html, text in shown]
    return f"<!doctype html><meta charset=utf-8><style>{head}</style><body class='{body_class}'>{''.join(parts)}"


def vscode(path, theme):
    variables = "".join(f"--vscode-{name}:{value};" for name, value in VSCODE[theme].items())
    return page_of(path, f":root {{ {variables} }} {VSCODE_STYLE}", f"vscode-{theme}")


def github(path):
    return page_of(path, GITHUB_STYLE, clean=sanitised)


def nbconvert(path, theme):
    from nbconvert import HTMLExporter

    return HTMLExporter(theme=theme, embed_images=True).from_notebook_node(nbformat.read(path, 4))[0]


def pages(path):
    """The pages that need no server, by name."""
    made = {f"vscode-{theme}": vscode(path, theme) for theme in VSCODE}
    made |= {f"nbconvert-{theme}": nbconvert(path, theme) for theme in ("light", "dark")}
    return made | {"github": github(path)}


def photograph(browser, name, html, width=1100):
    """Writes a page and a picture of it; the open page."""
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / f"{name}.html").write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((PAGES / f"{name}.html").as_uri(), wait_until="domcontentloaded")
    page.screenshot(path=PAGES / f"{name}.png", full_page=True)
    return page


def photograph_lab(browser, folder, address, name, theme, trusted=True, height=4200):
    """The notebook in JupyterLab, as it was stored; the open page."""
    PAGES.mkdir(parents=True, exist_ok=True)
    browsers.set_theme(folder, theme)
    if trusted:
        command = [sys.executable, "-m", "jupyter", "trust", str(folder / name)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=browsers.environment(folder))
    page = browser.new_page(viewport={"width": 1100, "height": height})
    browsers.open_notebook(page, address, name)
    page.wait_for_timeout(700)
    page.screenshot(path=PAGES / f"lab-{theme if trusted else 'untrusted'}.png")
    return page


def main():
    ravel = os.environ.get("RAVEL", str(ROOT / "target/release/ravel"))
    with tempfile.TemporaryDirectory() as folder, browsers.chromium() as browser:
        folder = pathlib.Path(folder)
        given = [pathlib.Path(name) for name in sys.argv[1:] if not name.startswith("-")]
        path = given[0] if given else recorded(ravel, folder)
        for name, html in pages(path).items():
            photograph(browser, name, html).close()
        if "--quick" in sys.argv:
            return
        (folder / "book.ipynb").write_text(path.read_text())
        with browsers.lab(folder) as address:
            photograph_lab(browser, folder, address, "book.ipynb", "light", trusted=False).close()
            for theme in browsers.THEMES:
                photograph_lab(browser, folder, address, "book.ipynb", theme).close()
    print(*sorted(str(p.relative_to(ROOT)) for p in PAGES.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
