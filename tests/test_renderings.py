"""Reports where notebooks are read: JupyterLab in its themes, VS Code, nbconvert, GitHub. Run by `make browser`; the pages and
their pictures are left in target/renderings.
"""

import re
import shutil

import browsers
import pytest
import renderings

pytestmark = pytest.mark.browser

# The contrast of each text of a report with what lies behind it, as it is drawn; colours are resolved by painting them.
CONTRASTS = """
() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
  const paint = canvas.getContext('2d', {willReadFrequently: true});
  const painted = (...layers) => {
    paint.clearRect(0, 0, 1, 1);
    for (const layer of layers) { paint.fillStyle = layer; paint.fillRect(0, 0, 1, 1); }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = rgb => rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.closest('.ravel') || !element.checkVisibility() || element.closest('style, svg, i')) continue;
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(getComputedStyle(e).backgroundColor);
    layers.unshift('white');
    const [front, back] = [painted(...layers, getComputedStyle(element).color), painted(...layers)].map(luminance);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    found.push([Math.round(contrast * 100) / 100, text]);
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def browser():
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def book(ravel, tmp_path_factory):
    return renderings.recorded(ravel, tmp_path_factory.mktemp("renderings"))


def assert_readable(page, least=4.5):
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert not [found for found in contrasts if found[0] < least], sorted(contrasts)[:5]


@pytest.mark.parametrize("name", [f"vscode-{theme}" for theme in renderings.VSCODE] + ["nbconvert-light", "nbconvert-dark"])
def test_every_word_can_be_read(browser, book, name):
    page = renderings.photograph(browser, name, renderings.pages(book)[name])
    assert_readable(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.close()


def test_what_a_sanitiser_leaves_reads_well(browser, book):
    html = renderings.github(book)
    body = html.split("<body", 1)[1]
    assert not re.search(r"<(svg|style|div class=.ravel)|class=.ravel|style=", body)
    page = renderings.photograph(browser, "github", html)
    text = page.inner_text("body")
    for words in ("copy of b: 96 bytes", "because axes 0 and 1 can't become one", "in place: writes b, seen through a", "del d"):
        assert words in text
    # A picture is a table of its own: no element's text runs into its neighbour's.
    flat = page.locator("table:has(th:text-is('byte'))").first
    assert flat.locator("tr").nth(1).locator("td").nth(1).inner_text().split() == ["1", "0,1"]
    assert not re.search(r"\d{17}", text.replace("0x", "")), "numbers run together"
    page.close()


def test_markdown_and_latex_take_the_text(book):
    from nbconvert import LatexExporter, MarkdownExporter
    from traitlets.config import Config

    for exporter in (MarkdownExporter, LatexExporter):
        if exporter is LatexExporter and not shutil.which("pandoc"):
            pytest.skip("pandoc is missing")
        text, _ = exporter(config=Config(NbConvertBase={"display_data_priority": ["text/plain"]})).from_filename(str(book))
        assert "copy of b: 96 bytes" in text and "<table" not in text


def test_in_jupyterlab(browser, book):
    with browsers.lab(book.parent) as address:
        page = renderings.photograph_lab(browser, book.parent, address, book.name, "light", trusted=False)
        cell = page.locator(".jp-CodeCell").nth(1)
        assert cell.locator(".jp-RenderedHTMLCommon :is(svg, style)").count() == 0, "an untrusted notebook has neither drawings nor styles"
        assert "because axes 0 and 1" in cell.inner_text()
        shaded = page.locator(".jp-CodeCell").nth(2).locator("td[style]").first
        assert shaded.evaluate("e => getComputedStyle(e).backgroundColor") not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
        page.close()
        for theme in browsers.THEMES:
            page = renderings.photograph_lab(browser, book.parent, address, book.name, theme)
            assert page.locator("body").get_attribute("data-jp-theme-name") == browsers.THEMES[theme]
            assert_readable(page)
            page.close()
