//! What a style keeps, and that its colours can be read and told apart, computed from the sheet itself.

use super::*;

#[test]
fn only_what_is_used_is_kept() {
    let table = of("<div class=\"ravel ravel-value\"><table><tbody><tr><td>1</td></tr></tbody></table></div>");
    assert!(table.contains(".ravel-value td{"), "{table}");
    assert!(!table.contains("scene") && !table.contains("--ravel-hue") && !table.contains("summary"), "{table}");
    assert!(table.contains("--ravel-mono:") && !table.contains("/*"), "{table}");
    let copy = of(
        "<div class=\"ravel ravel-report\"><table><tr class=\"ravel-copy\"><td><div>x</div></td></tr></table></div>",
    );
    assert!(copy.contains("--ravel-hue:color-mix(in srgb,#e54c06 84%,currentColor)"), "{copy}");
    assert!(copy.contains("@media (forced-colors: active){.ravel-report td>div{border-color:CanvasText}}"), "{copy}");
}

#[test]
fn every_rule_is_understood() {
    let mut all = 0;
    for rule in RULES.iter() {
        if let Rule::Plain { selectors, declarations } = rule {
            assert!(!selectors.is_empty() && !declarations.is_empty());
            all += selectors.len();
        }
    }
    assert_eq!(SHEET.matches('{').count(), SHEET.matches('}').count());
    assert!(all > 60, "{all}");
}

type Rgb = [f64; 3];

/// Themes: the colour of text, its opacity, the colour of the page.
const THEMES: [(&str, Rgb, f64, Rgb); 7] = [
    ("JupyterLab Light", [0.0; 3], 0.87, [255.0; 3]),
    ("JupyterLab Dark", [255.0; 3], 0.87, [17.0; 3]),
    ("JupyterLab Dark High Contrast", [255.0; 3], 1.0, [17.0; 3]),
    ("VS Code Light", [59.0; 3], 1.0, [255.0; 3]),
    ("VS Code Dark", [204.0; 3], 1.0, [31.0; 3]),
    ("VS Code High Contrast", [255.0; 3], 1.0, [0.0; 3]),
    ("VS Code High Contrast Light", [41.0; 3], 1.0, [255.0; 3]),
];

fn linear(c: f64) -> f64 {
    let c = c / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// The contrast of two colours, as the Web Content Accessibility Guidelines define it.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |c: Rgb| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn over(top: Rgb, opacity: f64, below: Rgb) -> Rgb {
    std::array::from_fn(|i| top[i] * opacity + below[i] * (1.0 - opacity))
}

/// `color-mix(in srgb, …)` of a colour and a text's, on a page.
fn mixed(hue: Rgb, share: f64, text: Rgb, opacity: f64, page: Rgb) -> Rgb {
    let alpha = share + (1.0 - share) * opacity;
    let top = std::array::from_fn(|i| (hue[i] * share + text[i] * opacity * (1.0 - share)) / alpha);
    over(top, alpha, page)
}

/// The colour of an origin and the share that it has, as the sheet says.
fn hue(class: &str) -> (Rgb, f64) {
    let rule = SHEET.split(&format!(".ravel-{class}")).nth(1).expect("a rule");
    let (colour, rest) = rule.split_once("srgb, #").expect("a mix").1.split_once(' ').expect("a share");
    let channel = |i: usize| u8::from_str_radix(&colour[2 * i..2 * i + 2], 16).expect("hexadecimal") as f64;
    let share: f64 = rest.split('%').next().and_then(|s| s.parse().ok()).expect("a number");
    (std::array::from_fn(channel), share / 100.0)
}

/// Björn Ottosson's Oklab, in which distances are about what an eye sees.
fn oklab(rgb: Rgb) -> Rgb {
    let [r, g, b] = rgb.map(linear);
    let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt();
    let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt();
    let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt();
    [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
}

fn distance(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (oklab(a), oklab(b));
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt() * 100.0
}

/// How eyes without one kind of cone see linear colours (Machado, Oliveira and Fernandes, 2009).
const EYES: [(&str, [Rgb; 3]); 3] = [
    ("three cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
];

fn seen(eye: &[Rgb; 3], rgb: Rgb) -> Rgb {
    let from = rgb.map(linear);
    eye.map(|row| {
        let x: f64 = (0..3).map(|i| row[i] * from[i]).sum::<f64>().clamp(0.0, 1.0);
        255.0 * if x <= 0.0031308 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 }
    })
}

const ORIGINS: [&str; 5] = ["new", "view", "copy", "write", "same"];

#[test]
fn origins_can_be_read_and_told_apart_by_every_eye() {
    for (theme, text, opacity, page) in THEMES {
        let colours = ORIGINS.map(|class| {
            let (hue, share) = hue(class);
            mixed(hue, share, text, opacity, page)
        });
        for (class, colour) in ORIGINS.iter().zip(colours) {
            let found = contrast(colour, page);
            assert!(found >= 4.5, "{class} in {theme}: contrast {found:.2}");
        }
        for (eye, matrix) in &EYES {
            for (i, j) in (0..ORIGINS.len()).flat_map(|j| (0..j).map(move |i| (i, j))) {
                let apart = distance(seen(matrix, colours[i]), seen(matrix, colours[j]));
                assert!(apart >= 9.0, "{} and {} in {theme}, {eye}: {apart:.1}", ORIGINS[i], ORIGINS[j]);
            }
        }
    }
}

#[test]
fn values_can_be_read_in_coloured_cells() {
    for (theme, text, opacity, page) in THEMES {
        for at in 0..=20 {
            let colour = crate::report::picture::colour(at as f64 / 20.0);
            let channel = |i: usize| u8::from_str_radix(&colour[1 + 2 * i..3 + 2 * i], 16).expect("hexadecimal") as f64;
            let cell = over(std::array::from_fn(channel), 0x66 as f64 / 255.0, page);
            let found = contrast(over(text, opacity, cell), cell);
            assert!(found >= 4.5, "{colour} in {theme}: contrast {found:.2}");
        }
    }
}
