//! Casts from and to objects, of which the language knows what they are.

use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::mem::access;
use crate::engine::objects::{self, hooks};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// Whether one of the dtypes is `object`, and the other is not.
pub fn applies(a: DType, b: DType) -> bool {
    (a == DType::Object) != (b == DType::Object)
}

/// Writes the elements of `from`, converted, to `to`: same shape, no overlap.
///
/// # Errors
/// Of values that are none of the dtype; `KeyboardInterrupt`.
pub fn convert(from: &View, to: &View) -> Result<()> {
    let dtype = to.dtype();
    objects::each(from.offsets().zip(to.offsets()), |(a, b)| {
        access::store(to, b, &element(&from.get_at(a), dtype)?);
        Ok(())
    })
}

/// One element converted.
///
/// # Errors
/// As [`convert`].
pub fn element(value: &Scalar, dtype: DType) -> Result<Scalar> {
    match value {
        Scalar::Object(held) => (hooks()?.element)(held, dtype),
        other => Ok(Scalar::Object((hooks()?.wrap)(other))),
    }
}

/// A dtype of text without a length, as long as the texts of these objects are.
///
/// # Errors
/// Of values that have no text.
pub fn sized(view: &View, dtype: DType) -> Result<DType> {
    if view.dtype() != DType::Object || !matches!(dtype, DType::Str(0) | DType::Bytes(0)) {
        return Ok(dtype);
    }
    let mut longest = 1;
    objects::each(view.offsets(), |at| {
        let value = view.get_at(at);
        let own = match &value {
            Scalar::Object(held) => (hooks()?.width)(held),
            _ => None,
        };
        longest = longest.max(match (own, element(&value, dtype)?) {
            (Some(width), _) => width,
            (_, Scalar::Str(text)) => text.chars().count() as u32,
            (_, Scalar::Bytes(bytes)) => bytes.len() as u32,
            _ => 0,
        });
        Ok(())
    })?;
    Ok(if matches!(dtype, DType::Str(_)) { DType::Str(longest) } else { DType::Bytes(longest) })
}
