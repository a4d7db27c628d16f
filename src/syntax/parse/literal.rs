//! Numbers.

use super::super::ast::Literal;
use super::{Lower, Node, Result, fail};
use num_bigint::BigUint;

/// CPython refuses to read longer decimal ints.
const MAX_INT_DIGITS: usize = 4300;

impl Lower<'_> {
    /// The value of a number.
    pub(super) fn number(&self, node: &Node<'_>) -> Result<Literal> {
        let text = node.as_str().replace('_', "").to_ascii_lowercase();
        let radix = match text.get(..2) {
            Some("0x") => 16,
            Some("0o") => 8,
            Some("0b") => 2,
            _ => 10,
        };
        if radix != 10 {
            return Ok(int(&text[2..], radix));
        }
        if let Some(part) = text.strip_suffix('j') {
            return Ok(Literal::Imaginary(part.parse().unwrap_or(f64::INFINITY)));
        }
        if text.contains(['.', 'e']) {
            return Ok(Literal::Float(text.parse().unwrap_or(f64::INFINITY)));
        }
        if text.len() > MAX_INT_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_INT_DIGITS} digits) for integer string conversion: value has {} digits; use \
                 sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
                 avoid decimal conversion limits.",
                text.len()
            );
            return fail(self.span(node), message);
        }
        Ok(int(&text, 10))
    }
}

fn int(digits: &str, radix: u32) -> Literal {
    match i64::from_str_radix(digits, radix) {
        Ok(value) => Literal::Int(value),
        Err(_) => {
            let value = BigUint::parse_bytes(digits.as_bytes(), radix).unwrap_or_default();
            Literal::BigInt(value.to_string())
        }
    }
}
