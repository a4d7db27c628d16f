//! Series over the bases that NumPy knows: powers, and five families of orthogonal polynomials.

pub mod calculus;
pub mod change;
pub mod evaluate;
pub mod expr;
pub mod fit;
pub mod gauss;
pub mod multiply;
pub mod roots;
pub mod series;

/// A basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The powers of x.
    Power,
    /// Chebyshev polynomials of the first kind.
    Chebyshev,
    /// Legendre polynomials.
    Legendre,
    /// Hermite polynomials of the physicists.
    Hermite,
    /// Hermite polynomials of the probabilists.
    HermiteE,
    /// Laguerre polynomials.
    Laguerre,
}

impl Basis {
    /// All of them.
    pub const ALL: [Basis; 6] =
        [Basis::Power, Basis::Chebyshev, Basis::Legendre, Basis::Hermite, Basis::HermiteE, Basis::Laguerre];

    /// How the names of its functions begin.
    pub fn prefix(self) -> &'static str {
        match self {
            Basis::Power => "poly",
            Basis::Chebyshev => "cheb",
            Basis::Legendre => "leg",
            Basis::Hermite => "herm",
            Basis::HermiteE => "herme",
            Basis::Laguerre => "lag",
        }
    }

    /// The letter of its polynomials.
    pub fn letter(self) -> Option<&'static str> {
        match self {
            Basis::Power => None,
            Basis::Chebyshev => Some("T"),
            Basis::Legendre => Some("P"),
            Basis::Hermite => Some("H"),
            Basis::HermiteE => Some("He"),
            Basis::Laguerre => Some("L"),
        }
    }

    /// Its domain and window where none are given.
    pub fn domain(self) -> [f64; 2] {
        if self == Basis::Laguerre { [0.0, 1.0] } else { [-1.0, 1.0] }
    }

    /// The largest power that its functions take.
    pub fn most(self) -> Option<i64> {
        if self == Basis::Power { None } else { Some(16) }
    }
}
