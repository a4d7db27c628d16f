//! Choices from bytes: what is left when they are used up is always the first.

/// Reads choices from the front of some bytes.
pub struct Choices<'a>(pub &'a [u8]);

impl<'a> Choices<'a> {
    /// A byte.
    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = if n > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (wide | usize::from(self.byte())) % n.max(1)
    }

    /// One of some.
    pub fn one<'b, T>(&mut self, of: &'b [T]) -> &'b T {
        &of[self.below(of.len())]
    }

    /// A small number, now and then an enormous one.
    pub fn number(&mut self) -> i64 {
        const ODD: [i64; 10] = [i64::MIN, i64::MAX, -1 << 31, 1 << 31, 1 << 32, 1 << 62, 1000, 10_000, -1000, 255];
        match self.byte() {
            b @ 246.. => ODD[usize::from(b - 246)],
            b => i64::from(b as i8) / 4,
        }
    }

    /// What is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }
}
