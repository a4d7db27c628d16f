//! What the parameters of a distribution must satisfy, in NumPy's words.

use crate::engine::{Error, Result};

/// The largest mean of a Poisson draw: 2^63 − 10·2^31.5, so that the draw is surely an `int64`.
pub const POISSON_MAX: f64 = 9.223372006484771e18;

/// A condition on one parameter. What is no number passes only where no condition is on it, or where said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Anything.
    None,
    /// No sign bit, or no number.
    NonNegative,
    /// Above 0, or no number.
    Positive,
    /// Above 0.
    PositiveNumber,
    /// In [0, 1].
    Unit,
    /// In (0, 1].
    UnitAboveZero,
    /// In [0, 1).
    UnitBelowOne,
    /// Above 1.
    AboveOne,
    /// At least 1.
    AtLeastOne,
    /// In [0, [`POISSON_MAX`]].
    PoissonMean,
}

impl Constraint {
    /// Checks all values of the parameter `name`; `scalar` tells how it was given, which shows in the message.
    pub fn check(self, name: &str, values: impl Iterator<Item = f64> + Clone, scalar: bool) -> Result<()> {
        let any = |bad: fn(f64) -> bool| values.clone().any(bad);
        let nan = if scalar { format!("{name} is NaN") } else { format!("{name} contains NaNs") };
        let complaint = match self {
            Constraint::NonNegative if any(|x| x.is_sign_negative() && !x.is_nan()) => format!("{name} < 0"),
            Constraint::PositiveNumber if any(f64::is_nan) => format!("{name} must not be NaN"),
            Constraint::Positive | Constraint::PositiveNumber if any(|x| x <= 0.0) => format!("{name} <= 0"),
            Constraint::Unit if any(|x| !(0.0..=1.0).contains(&x)) => format!("{name} < 0, {name} > 1 or {nan}"),
            // The one message that says the same of a scalar.
            Constraint::UnitAboveZero if any(|x| !(x > 0.0 && x <= 1.0)) => {
                format!("{name} <= 0, {name} > 1 or {name} contains NaNs")
            }
            Constraint::UnitBelowOne if any(|x| !(0.0..1.0).contains(&x)) => {
                format!("{name} < 0, {name} >= 1 or {nan}")
            }
            Constraint::AboveOne if any(|x| x <= 1.0 || x.is_nan()) => format!("{name} <= 1 or {nan}"),
            Constraint::AtLeastOne if any(|x| x < 1.0 || x.is_nan()) => format!("{name} < 1 or {nan}"),
            Constraint::PoissonMean if any(|x| x < 0.0 || x.is_nan()) => format!("{name} < 0 or {nan}"),
            Constraint::PoissonMean if any(|x| x > POISSON_MAX) => format!("{name} value too large"),
            _ => return Ok(()),
        };
        Err(Error::value(complaint))
    }
}

/// Kahan's compensated sum: how NumPy adds up probabilities before it holds them to 1.
pub fn kahan_sum(values: &[f64]) -> f64 {
    let Some((&first, rest)) = values.split_first() else { return 0.0 };
    let (mut sum, mut lost) = (first, 0.0);
    for &x in rest {
        let y = x - lost;
        let next = sum + y;
        lost = (next - sum) - y;
        sum = next;
    }
    sum
}

/// Checks the `p` of `choice`. `tolerance` is √ε of the type that it was given in, at least that of a double.
pub fn check_probabilities(p: &[f64], tolerance: f64, legacy: bool) -> Result<()> {
    let sum = kahan_sum(p);
    let words = if sum.is_nan() {
        "robabilities contain NaN"
    } else if p.iter().any(|&p| p < 0.0) {
        "robabilities are not non-negative"
    } else if (sum - 1.0).abs() > tolerance {
        if legacy {
            "robabilities do not sum to 1"
        } else {
            "robabilities do not sum to 1. See Notes section of docstring for more information."
        }
    } else {
        return Ok(());
    };
    let initial = if legacy { "p" } else { "P" };
    Err(Error::value(format!("{initial}{words}")))
}
