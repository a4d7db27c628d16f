//! Elementary functions of complex numbers with the special values of C99's Annex G, in double precision.
//!
//! `sin`, `cos`, `tan` and their inverses are the hyperbolic ones turned by a quarter, as the C library has it.

use num_complex::Complex64;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, PI};

type C = Complex64;

/// `i z`
fn turned(z: C) -> C {
    C::new(-z.im, z.re)
}

/// `-i z`
fn turned_back(z: C) -> C {
    C::new(z.im, -z.re)
}

/// `eᶻ`
pub fn exp(z: C) -> C {
    let (x, y) = (z.re, z.im);
    if y == 0.0 {
        return C::new(x.exp(), y);
    }
    if x == 0.0 && y.is_finite() {
        return C::new(y.cos(), y.sin());
    }
    if !y.is_finite() {
        return match x {
            f64::INFINITY if y.is_infinite() => C::new(f64::INFINITY, y * 0.0),
            f64::INFINITY => C::new(f64::INFINITY, y),
            f64::NEG_INFINITY => C::new(0.0, 0.0_f64.copysign(y)),
            _ => C::new(y * 0.0, y * 0.0),
        };
    }
    if x == f64::INFINITY {
        return C::new(x * y.cos(), x * y.sin());
    }
    // Beyond the largest exponent the scale comes in two steps.
    if x > 709.0 {
        let half = (x / 2.0).exp();
        return C::new(half * y.cos() * half, half * y.sin() * half);
    }
    let size = x.exp();
    C::new(size * y.cos(), size * y.sin())
}

/// `ln z`
pub fn log(z: C) -> C {
    let (x, y) = (z.re, z.im);
    if x == 0.0 && y == 0.0 {
        let im = if x.is_sign_negative() { PI } else { 0.0 };
        return C::new(-1.0 / x.abs(), im.copysign(y));
    }
    C::new(log_size(x.abs(), y.abs()), y.atan2(x))
}

/// `ln hypot(x, y)`, precise near 1.
fn log_size(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return if x.is_infinite() || y.is_infinite() { f64::INFINITY } else { f64::NAN };
    }
    let (large, small) = if x > y { (x, y) } else { (y, x) };
    let size = large.hypot(small);
    if !(0.5..=2.0).contains(&size) || size.is_nan() {
        if size.is_infinite() && large.is_finite() {
            return (large / 2.0).hypot(small / 2.0).ln() + LN_2;
        }
        return size.ln();
    }
    // (large² − 1) + small², with the error of the squares.
    let (square, other) = (large * large, small * small);
    let (low, other_low) = (large.mul_add(large, -square), small.mul_add(small, -other));
    let near = if square >= other + 1.0 || other < 0.25 {
        ((square - 1.0) + other) + (low + other_low)
    } else {
        (square + (other - 1.0)) + (low + other_low)
    };
    near.ln_1p() / 2.0
}

/// The principal square root.
pub fn sqrt(z: C) -> C {
    let (a, b) = (z.re, z.im);
    if a == 0.0 && b == 0.0 {
        return C::new(0.0, b);
    }
    if b.is_infinite() {
        return C::new(f64::INFINITY, b);
    }
    if a.is_nan() {
        return C::new(a, if b.is_nan() { b } else { f64::NAN });
    }
    if a.is_infinite() {
        let other = if b.is_nan() { f64::NAN } else { 0.0 };
        if a.is_sign_negative() {
            return C::new(if b.is_nan() { b } else { 0.0 }, f64::INFINITY.copysign(b));
        }
        return C::new(a, if b.is_nan() { other } else { 0.0_f64.copysign(b) });
    }
    if b.is_nan() {
        return C::new(f64::NAN, f64::NAN);
    }
    // Scaled where the sum would overflow.
    let (a, b, scale) = if a.abs() > 4e307 || b.abs() > 4e307 { (a / 4.0, b / 4.0, 2.0) } else { (a, b, 1.0) };
    let out = if a >= 0.0 {
        let t = ((a + a.hypot(b)) * 0.5).sqrt();
        C::new(t, b / (2.0 * t))
    } else {
        let t = ((-a + a.hypot(b)) * 0.5).sqrt();
        C::new(b.abs() / (2.0 * t), t.copysign(b))
    };
    out * scale
}

/// Hyperbolic sine.
pub fn sinh(z: C) -> C {
    let (x, y) = (z.re, z.im);
    if x.is_finite() && y.is_finite() {
        if y == 0.0 {
            return C::new(x.sinh(), y);
        }
        return scaled(x, y, x.sinh(), x.cosh(), x.signum());
    }
    if x == 0.0 {
        return C::new(0.0_f64.copysign(x), y * 0.0);
    }
    if y == 0.0 {
        return C::new(x, y);
    }
    if x.is_infinite() {
        if y.is_finite() {
            return C::new(x * y.cos(), f64::INFINITY * y.sin());
        }
        return C::new(x, y * 0.0);
    }
    C::new((x * 0.0) * (y * 0.0), (x * 0.0) * (y * 0.0))
}

/// Hyperbolic cosine.
pub fn cosh(z: C) -> C {
    let (x, y) = (z.re, z.im);
    if x.is_finite() && y.is_finite() {
        if y == 0.0 {
            return C::new(x.cosh(), x * y);
        }
        return scaled(x, y, x.cosh(), x.sinh(), x.signum());
    }
    if x == 0.0 {
        return C::new(y * 0.0, 0.0_f64.copysign(x));
    }
    if y == 0.0 {
        return C::new(x * x, 0.0_f64.copysign(x) * y.signum());
    }
    if x.is_infinite() {
        if y.is_finite() {
            return C::new(f64::INFINITY * y.cos(), x * y.sin());
        }
        return C::new(f64::INFINITY, y * 0.0);
    }
    C::new((x * 0.0) * (y * 0.0), (x * 0.0) * (y * 0.0))
}

/// `(along cos y, across sin y)`, where for large `x` the exponential comes in two steps.
fn scaled(x: f64, y: f64, along: f64, across: f64, sign: f64) -> C {
    if x.abs() < 709.0 {
        return C::new(along * y.cos(), across * y.sin());
    }
    let half = (x.abs() / 2.0).exp();
    let part = |positive: bool, t: f64| (if positive { 1.0 } else { sign }) * (0.5 * half * t) * half;
    C::new(part(along > 0.0, y.cos()), part(across > 0.0, y.sin()))
}

/// Hyperbolic tangent, after Kahan.
pub fn tanh(z: C) -> C {
    let (x, y) = (z.re, z.im);
    if !x.is_finite() {
        if x.is_nan() {
            return C::new(x, if y == 0.0 { y } else { x * y });
        }
        let turn = if y.is_infinite() { y } else { y.sin() * y.cos() };
        return C::new(1.0_f64.copysign(x), 0.0_f64.copysign(turn));
    }
    if !y.is_finite() {
        return C::new(if x == 0.0 { x } else { y * 0.0 }, y * 0.0);
    }
    if x.abs() >= 22.0 {
        let e = (-x.abs()).exp();
        return C::new(1.0_f64.copysign(x), 4.0 * y.sin() * y.cos() * e * e);
    }
    let t = y.tan();
    let beta = 1.0 + t * t;
    let s = x.sinh();
    let rho = (1.0 + s * s).sqrt();
    if t.is_infinite() {
        return C::new(rho / s, 1.0 / t);
    }
    let d = 1.0 + beta * s * s;
    C::new(beta * rho * s / d, t / d)
}

/// Sine.
pub fn sin(z: C) -> C {
    turned_back(sinh(turned(z)))
}

/// Cosine.
pub fn cos(z: C) -> C {
    cosh(turned(z))
}

/// Tangent.
pub fn tan(z: C) -> C {
    turned_back(tanh(turned(z)))
}

/// `√(x² − 1)`-free parts of Hull, Fairgrieve and Tang: for `x, y ≥ 0`, the logarithm `acosh a` and the angle with
/// sine `x / a`, where `a` is half the sum of the distances to ±1.
fn hull(x: f64, y: f64) -> (f64, f64) {
    let (r, s) = ((x + 1.0).hypot(y), (x - 1.0).hypot(y));
    let a = (r + s) / 2.0;
    let b = x / a;
    let angle = if b <= 0.6417 {
        b.asin()
    } else {
        let apx = a + x;
        let root = if x <= 1.0 {
            (0.5 * apx * (y * y / (r + x + 1.0) + (s + (1.0 - x)))).sqrt()
        } else {
            y * (0.5 * (apx / (r + x + 1.0) + apx / (s + (x - 1.0)))).sqrt()
        };
        x.atan2(root)
    };
    let log = if a <= 1.5 {
        let am1 = if x < 1.0 {
            0.5 * (y * y / (r + (x + 1.0)) + y * y / (s + (1.0 - x)))
        } else {
            0.5 * (y * y / (r + (x + 1.0)) + (s + (x - 1.0)))
        };
        (am1 + (am1 * (a + 1.0)).sqrt()).ln_1p()
    } else {
        (a + (a * a - 1.0).sqrt()).ln()
    };
    (log, angle)
}

/// Inverse hyperbolic sine.
pub fn asinh(z: C) -> C {
    let (x, y) = (z.re.abs(), z.im.abs());
    let back = |re: f64, im: f64| C::new(re.copysign(z.re), im.copysign(z.im));
    if z.re.is_nan() || z.im.is_nan() {
        if x.is_infinite() {
            return C::new(z.re, z.im);
        }
        if y.is_infinite() {
            return C::new(y.copysign(z.re), f64::NAN);
        }
        return C::new(f64::NAN, if z.im == 0.0 { z.im } else { f64::NAN });
    }
    if x.is_infinite() || y.is_infinite() {
        let im = match (x.is_infinite(), y.is_infinite()) {
            (true, true) => FRAC_PI_4,
            (true, false) => 0.0,
            _ => FRAC_PI_2,
        };
        return back(f64::INFINITY, im);
    }
    if x == 0.0 && y == 0.0 {
        return z;
    }
    if x > 1e150 || y > 1e150 {
        return back(log_size(x, y) + LN_2, y.atan2(x));
    }
    if x < 1e-150 && y < 1e-150 {
        return z;
    }
    let (log, angle) = hull(y, x);
    back(log, angle)
}

/// Inverse sine.
pub fn asin(z: C) -> C {
    turned_back(asinh(turned(z)))
}

/// Inverse cosine.
pub fn acos(z: C) -> C {
    let (x, y) = (z.re.abs(), z.im.abs());
    if x.is_nan() || y.is_nan() {
        return match (z.re, z.im) {
            (re, im) if re.is_infinite() => C::new(im, f64::NEG_INFINITY),
            (re, im) if im.is_infinite() => C::new(re, -im),
            (0.0, im) => C::new(FRAC_PI_2, im),
            _ => C::new(f64::NAN, f64::NAN),
        };
    }
    if x.is_infinite() || y.is_infinite() || x > 1e150 || y > 1e150 {
        let angle = y.atan2(z.re);
        let size = if x.is_infinite() || y.is_infinite() { f64::INFINITY } else { log_size(x, y) + LN_2 };
        return C::new(angle, -size.copysign(z.im));
    }
    let (log, _) = hull(x, y);
    let angle = acos_angle(x, y);
    C::new(if z.re.is_sign_negative() { PI - angle } else { angle }, -log.copysign(z.im))
}

/// The angle with cosine `x / a` (see [`hull`]).
fn acos_angle(x: f64, y: f64) -> f64 {
    let (r, s) = ((x + 1.0).hypot(y), (x - 1.0).hypot(y));
    let a = (r + s) / 2.0;
    let b = x / a;
    if b <= 0.6417 {
        return b.acos();
    }
    let apx = a + x;
    let root = if x <= 1.0 {
        (0.5 * apx * (y * y / (r + x + 1.0) + (s + (1.0 - x)))).sqrt()
    } else {
        y * (0.5 * (apx / (r + x + 1.0) + apx / (s + (x - 1.0)))).sqrt()
    };
    (root / x).atan()
}

/// Inverse hyperbolic cosine.
pub fn acosh(z: C) -> C {
    let w = acos(z);
    if w.re.is_nan() || w.im.is_nan() {
        if z.re == 0.0 && z.im.is_nan() {
            return C::new(f64::NAN, FRAC_PI_2);
        }
        if z.re.is_infinite() || z.im.is_infinite() {
            return C::new(f64::INFINITY, f64::NAN);
        }
        return C::new(f64::NAN, f64::NAN);
    }
    C::new(w.im.abs(), w.re.abs().copysign(z.im))
}

/// Inverse hyperbolic tangent.
pub fn atanh(z: C) -> C {
    let (x, y) = (z.re.abs(), z.im.abs());
    let back = |re: f64, im: f64| C::new(re.copysign(z.re), im.copysign(z.im));
    if z.re.is_nan() || z.im.is_nan() {
        if x.is_infinite() || x == 0.0 {
            return C::new(0.0_f64.copysign(z.re), f64::NAN);
        }
        if y.is_infinite() {
            return C::new(0.0_f64.copysign(z.re), FRAC_PI_2.copysign(z.im));
        }
        return C::new(f64::NAN, f64::NAN);
    }
    if x.is_infinite() || y.is_infinite() || x > 1e150 || y > 1e150 {
        let re = if x.is_infinite() || y.is_infinite() { 0.0 } else { x / x.hypot(y) / x.hypot(y) };
        return back(re, FRAC_PI_2);
    }
    if x == 1.0 && y == 0.0 {
        return C::new(1.0_f64.copysign(z.re) / 0.0, z.im);
    }
    let near = (1.0 - x) * (1.0 - x) + y * y;
    let re = (4.0 * x / near).ln_1p() / 4.0;
    let im = (2.0 * y).atan2((1.0 - x) * (1.0 + x) - y * y) / 2.0;
    back(re, im)
}

/// Inverse tangent.
pub fn atan(z: C) -> C {
    turned_back(atanh(turned(z)))
}

/// The product as C has it: infinities come back out of what multiplied parts lose in NaNs.
pub fn multiply(z: C, w: C) -> C {
    let out = C::new(z.re * w.re - z.im * w.im, z.re * w.im + z.im * w.re);
    if !(out.re.is_nan() && out.im.is_nan()) {
        return out;
    }
    let boxed = |v: C| {
        let unit = |x: f64| (x.is_infinite() as u8 as f64).copysign(x);
        C::new(unit(v.re), unit(v.im))
    };
    let zeroed = |v: C| {
        let none = |x: f64| if x.is_nan() { 0.0_f64.copysign(x) } else { x };
        C::new(none(v.re), none(v.im))
    };
    let infinite = |v: C| v.re.is_infinite() || v.im.is_infinite();
    let (z, w) = match (infinite(z), infinite(w)) {
        (false, false) => return out,
        (true, true) => (boxed(z), boxed(w)),
        (true, false) => (boxed(z), zeroed(w)),
        (false, true) => (zeroed(z), boxed(w)),
    };
    C::new(f64::INFINITY * (z.re * w.re - z.im * w.im), f64::INFINITY * (z.re * w.im + z.im * w.re))
}

/// `zʷ` where no shortcut applies.
pub fn pow(z: C, w: C) -> C {
    exp(multiply(w, log(z)))
}
