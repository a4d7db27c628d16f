"""The picture beside the table of `make bench`: bars of ratios, and curves of time by size."""

import math
from xml.sax.saxutils import escape

STYLE = (
    "text{font:11px sans-serif;fill:#333}.h{font-weight:bold;font-size:13px}.r{text-anchor:end}"
    ".one{fill:#2b7bba}.two{fill:#9ecae1}.slow{fill:#d95f0e}.line{stroke:#999;stroke-width:1}"
    ".ravel{stroke:#2b7bba}.both{stroke:#9ecae1}.numpy{stroke:#d95f0e}polyline{fill:none;stroke-width:1.5}"
)
ROW = 15
LEFT = 230
WIDE = 900
LOW, HIGH = 1 / 32, 4.0


def text(x, y, words, kind=""):
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{escape(words)}</text>'


def place(ratio):
    """Where a ratio stands on the logarithmic axis."""
    bounded = min(max(ratio, LOW), HIGH)
    return LEFT + (WIDE - LEFT - 60) * math.log(bounded / LOW) / math.log(HIGH / LOW)


def bars(rows, top):
    """Two bars for each workload from the line of equal speed: one thread, all threads; left of it Ravel is faster."""
    parts = [text(10, top, "Ravel's time over NumPy's: dark with one thread, light with two (left is faster)", "h")]
    bottom = top + 25 + ROW * len(rows)
    for mark in (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4):
        x = place(mark)
        width = 2 if mark == 1 else 0.5
        parts.append(f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{top + 20}" y2="{bottom}" stroke-width="{width}"/>')
        parts.append(text(x - 8, top + 16, f"{mark:g}"))
    for i, row in enumerate(rows):
        y = top + 25 + ROW * i
        parts.append(text(LEFT - 8, y + 9, row["name"][:40], "r"))
        for value, kind, at in ((row["warm"], "one", y), (row["threads"], "two", y + 6)):
            a, b = sorted((place(1), place(value)))
            kind = "slow" if value > 1.1 and kind == "one" else kind
            parts.append(f'<rect class="{kind}" x="{a:.1f}" y="{at}" width="{max(b - a, 1):.1f}" height="5"/>')
        parts.append(text(WIDE - 50, y + 9, f"{row['warm']:.2f}  {row['threads']:.2f}"))
    return parts, bottom + 30


def curves(sizes, top):
    """One small diagram for each operation: nanoseconds for each element by the number of elements, both logarithmic."""
    parts = [text(10, top, "Nanoseconds for each element by size: Ravel with one thread (blue), two (light), NumPy (orange)", "h")]
    width, height, columns = 210, 130, 4
    for k, (name, points) in enumerate(sizes.items()):
        x0, y0 = 20 + (k % columns) * (width + 12), top + 30 + (k // columns) * (height + 40)
        values = [p[who] for p in points for who in ("ravel", "ravel+", "numpy")]
        low, high = math.log10(min(values)), math.log10(max(values))
        far = math.log10(max(points[-1]["n"], 10))
        parts.append(text(x0, y0 - 4, name))
        parts.append(f'<rect x="{x0}" y="{y0}" width="{width}" height="{height}" fill="none" class="line"/>')
        for who, kind in (("numpy", "numpy"), ("ravel+", "both"), ("ravel", "ravel")):
            track = " ".join(
                f"{x0 + width * math.log10(p['n']) / far:.1f},"
                f"{y0 + height * (1 - (math.log10(p[who]) - low) / max(high - low, 1e-9)):.1f}"
                for p in points
            )
            parts.append(f'<polyline class="{kind}" points="{track}"/>')
        parts.append(text(x0, y0 + height + 12, f"10^0 … 10^{far:.0f} elements, {10**low:.2g} … {10**high:.2g} ns"))
    rows = (len(sizes) + columns - 1) // columns
    return parts, top + 30 + rows * (height + 40) + 20


def grid(layouts, top):
    """Ratios by rank and layout, as a table of coloured cells."""
    parts = [text(10, top, "Ratio by rank and layout, 4 million elements", "h")]
    codes = list(dict.fromkeys(cell["code"] for cell in layouts))
    views = list(dict.fromkeys(cell["view"] for cell in layouts))
    for i, view in enumerate(views):
        parts.append(text(150 + 120 * i, top + 20, view))
    y = top + 25
    for code in codes:
        for rank in sorted({cell["rank"] for cell in layouts}):
            parts.append(text(10, y + 11, f"{code}, rank {rank}"))
            for cell in layouts:
                if (cell["code"], cell["rank"]) == (code, rank):
                    x = 150 + 120 * views.index(cell["view"])
                    colour = "#9ecae1" if cell["warm"] <= 1.1 else "#f6b183"
                    parts.append(f'<rect x="{x}" y="{y}" width="100" height="14" fill="{colour}"/>')
                    parts.append(text(x + 30, y + 11, f"{cell['warm']:.2f}"))
            y += ROW
    return parts, y + 20


def draw(rows, grown):
    """The whole picture."""
    parts, y = [], 20
    if rows:
        more, y = bars(rows, y)
        parts += more
    if grown:
        more, y = curves(grown["sizes"], y)
        parts += more
        more, y = grid(grown["layouts"], y)
        parts += more
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE + 20}" height="{y}" viewBox="0 0 {WIDE + 20} {y}">'
        f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )
