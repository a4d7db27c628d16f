//! `%xmode`: how much of an exception is shown.

/// How much of an exception is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Frames without their surroundings or colours.
    Plain,
    /// Each frame with the lines around it.
    #[default]
    Context,
    /// As `Context`.
    Verbose,
    /// The exception alone.
    Minimal,
}

impl Mode {
    /// In the order in which `%xmode` goes through them.
    pub const ALL: [Mode; 4] = [Mode::Plain, Mode::Context, Mode::Verbose, Mode::Minimal];

    /// The name that `%xmode` takes.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Plain => "Plain",
            Mode::Context => "Context",
            Mode::Verbose => "Verbose",
            Mode::Minimal => "Minimal",
        }
    }

    /// The next one, the first after the last.
    pub fn next(self) -> Mode {
        let at = Mode::ALL.iter().position(|m| *m == self).unwrap_or(0);
        Mode::ALL[(at + 1) % Mode::ALL.len()]
    }
}
