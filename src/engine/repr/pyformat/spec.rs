//! The format specifier and its parser.

use crate::engine::error::{Error, Result};

/// Where padding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`
    AfterSign,
}

impl Align {
    fn parse(c: char) -> Option<Align> {
        Some(match c {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Center,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// A parsed specifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    pub fill: char,
    pub align: Align,
    pub sign: Option<char>,
    /// `z`: no `-0`.
    pub positive_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: usize,
    /// `,` or `_`
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    /// The type letter.
    pub kind: char,
}

impl Spec {
    /// Parses; `kind` and `align` are the type's defaults.
    pub fn parse(text: &str, type_name: &str, kind: char, align: Align) -> Result<Spec> {
        let chars: Vec<char> = text.chars().collect();
        let mut rest = Cursor { chars: &chars };
        let mut spec = Spec {
            fill: ' ',
            align,
            sign: None,
            positive_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind,
        };
        spec.parse_flags(&mut rest, align);
        spec.width = rest.integer()?.unwrap_or(0);
        spec.parse_grouping(&mut rest)?;
        if rest.take('.') {
            spec.precision = Some(rest.integer()?.ok_or_else(|| Error::value("Format specifier missing precision"))?);
        }
        match rest.chars {
            [] => {}
            [kind] => spec.kind = *kind,
            _ => {
                return Err(Error::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
        }
        spec.check_grouping(rest.chars.is_empty())?;
        Ok(spec)
    }

    fn parse_flags(&mut self, rest: &mut Cursor<'_>, default: Align) {
        let (mut filled, mut aligned) = (false, false);
        if let [fill, align, ..] = rest.chars
            && let Some(align) = Align::parse(*align)
        {
            (self.fill, self.align) = (*fill, align);
            (filled, aligned) = (true, true);
            rest.skip(2);
        } else if let [align, ..] = rest.chars
            && let Some(align) = Align::parse(*align)
        {
            self.align = align;
            aligned = true;
            rest.skip(1);
        }
        self.sign = [' ', '+', '-'].into_iter().find(|&c| rest.take(c));
        self.positive_zero = rest.take('z');
        self.alternate = rest.take('#');
        if !filled && rest.take('0') {
            self.fill = '0';
            if !aligned && default == Align::Right {
                self.align = Align::AfterSign;
            }
        }
    }

    fn parse_grouping(&mut self, rest: &mut Cursor<'_>) -> Result<()> {
        let both = || Err(Error::value("Cannot specify both ',' and '_'."));
        if rest.take(',') {
            self.grouping = Some(',');
        }
        if rest.chars.first() == Some(&'_') {
            if self.grouping.is_some() {
                return both();
            }
            self.grouping = Some('_');
            rest.skip(1);
        }
        if rest.chars.first() == Some(&',') && self.grouping == Some('_') {
            return both();
        }
        Ok(())
    }

    /// Which types take which separator; `default` if no type is given.
    fn check_grouping(&self, default: bool) -> Result<()> {
        let Some(separator) = self.grouping else { return Ok(()) };
        match self.kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => Ok(()),
            'b' | 'o' | 'x' | 'X' if separator == '_' => Ok(()),
            kind if default && kind != 's' => Ok(()),
            kind => Err(Error::value(format!("Cannot specify '{separator}' with '{}'.", shown(kind)))),
        }
    }

    /// The error of a type letter that the type does not know.
    pub fn unknown_code(&self, type_name: &str) -> Error {
        Error::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown(self.kind)))
    }
}

/// A letter, or its code if it is not printable ASCII.
fn shown(c: char) -> String {
    if c > ' ' && c < '\u{80}' { c.to_string() } else { format!("\\x{:x}", c as u32) }
}

/// What is left to parse.
struct Cursor<'a> {
    chars: &'a [char],
}

impl Cursor<'_> {
    fn skip(&mut self, n: usize) {
        self.chars = &self.chars[n..];
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.chars.first() == Some(&c);
        if found {
            self.skip(1);
        }
        found
    }

    /// Decimal digits, if any.
    fn integer(&mut self) -> Result<Option<usize>> {
        let mut value = None;
        while let Some(digit) = self.chars.first().and_then(|c| c.to_digit(10)) {
            let next = (value.unwrap_or(0i64)).checked_mul(10).and_then(|n| n.checked_add(digit as i64));
            value = Some(next.ok_or_else(|| Error::value("Too many decimal digits in format string"))?);
            self.skip(1);
        }
        Ok(value.map(|n| n as usize))
    }
}
