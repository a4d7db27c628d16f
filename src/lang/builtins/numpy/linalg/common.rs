//! What the functions share: operands of one type, checks in NumPy's words, stacks of matrices.

use crate::engine::kernels::linalg::items;
use crate::engine::kernels::promote::promote_types;
use crate::engine::mem::watch;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{ErrState, Interp, OnFloatError};
use crate::lang::value::Value;

/// A `LinAlgError`.
pub fn failure(words: impl Into<String>) -> Raise {
    Raise::new(&exc::LIN_ALG_ERROR, words)
}

/// A new array.
pub fn array(view: View) -> Value {
    Value::Array(Array::new(view))
}

/// Both operands as arrays of their common type.
///
/// # Errors
/// Of the conversions.
pub fn pair(interp: &mut Interp, a: &Value, b: &Value) -> Result<(View, View)> {
    let (a, b) = (convert::view(interp, a)?, convert::view(interp, b)?);
    let dtype = promote_types(a.dtype(), b.dtype()).native();
    Ok((convert::cast_to(&a, dtype)?, convert::cast_to(&b, dtype)?))
}

/// A stack of matrices in the type that LAPACK computes in, and the type of the results.
pub struct Matrices {
    /// As `float64` or `complex128`.
    pub view: View,
    /// `float32`, `float64`, `complex64` or `complex128`.
    pub result: DType,
}

impl Matrices {
    /// From an argument of at least two axes.
    ///
    /// # Errors
    /// `LinAlgError` of fewer axes, `TypeError` of types that are not supported.
    pub fn new(interp: &mut Interp, value: &Value, name: &str) -> Result<Matrices> {
        let view = convert::view(interp, value)?;
        if view.rank() < 2 {
            return Err(failure(format!(
                "{}-dimensional array given. Array must be at least two-dimensional",
                view.rank()
            )));
        }
        Matrices::of(view, name)
    }

    /// From a view of at least two axes.
    ///
    /// # Errors
    /// `TypeError` of types that are not supported.
    pub fn of(view: View, name: &str) -> Result<Matrices> {
        let result = result_type(&[view.dtype()], name)?;
        Ok(Matrices { view: convert::cast_to(&view, computed(result))?, result })
    }

    /// As [`Matrices::new`], of square matrices.
    ///
    /// # Errors
    /// `LinAlgError: Last 2 dimensions of the array must be square`.
    pub fn square(interp: &mut Interp, value: &Value, name: &str) -> Result<Matrices> {
        let view = convert::view(interp, value)?;
        match view.shape() {
            [.., m, n] if m != n => Err(failure("Last 2 dimensions of the array must be square")),
            _ => Matrices::new(interp, value, name),
        }
    }

    /// Whether elements are complex.
    pub fn complex(&self) -> bool {
        self.view.dtype() == DType::Complex128
    }

    /// The matrices one by one.
    pub fn each(&self) -> Vec<View> {
        let count = self.shape_with(&[]).iter().product::<usize>();
        watch::demand(count.saturating_mul(size_of::<View>()));
        items(&self.view, 2)
    }

    /// Rows and columns.
    pub fn size(&self) -> (usize, usize) {
        let shape = self.view.shape();
        (shape[shape.len() - 2], shape[shape.len() - 1])
    }

    /// The shape of the stack, with `tail` for each matrix.
    pub fn shape_with(&self, tail: &[usize]) -> Vec<usize> {
        let shape = self.view.shape();
        [&shape[..shape.len() - 2], tail].concat()
    }

    /// A new array of the computed type, `tail` for each matrix.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn room(&self, dtype: DType, tail: &[usize]) -> Result<View> {
        Ok(View::empty(dtype, &self.shape_with(tail))?)
    }

    /// The type of real results.
    pub fn real(&self) -> DType {
        self.result.real_part()
    }

    /// Every element must be finite.
    ///
    /// # Errors
    /// `LinAlgError: Array must not contain infs or NaNs`.
    pub fn finite(&self) -> Result<()> {
        let sound = self.view.scalars().all(|s| s.as_complex().is_some_and(|z| z.re.is_finite() && z.im.is_finite()));
        if sound { Ok(()) } else { Err(failure("Array must not contain infs or NaNs")) }
    }
}

/// The type of results of the function `name` for inputs of these types.
///
/// # Errors
/// `TypeError: array type float16 is unsupported in linalg`.
pub fn result_type(types: &[DType], name: &str) -> Result<DType> {
    let mut found = DType::Float32;
    for &d in types {
        let d = match d {
            DType::Float32 | DType::Float64 | DType::Complex64 | DType::Complex128 => d,
            DType::Float16 => {
                return Err(Raise::type_error(format!("array type {} is unsupported in linalg", d.name())));
            }
            DType::Str(_) | DType::Bytes(_) | DType::Object => {
                let own = crate::engine::kernels::promote::dtype_repr(d);
                let text = format!(
                    "Cannot cast ufunc '{name}' input from {own} to dtype('float64') with casting rule 'same_kind'"
                );
                return Err(crate::engine::Error::new(crate::engine::ErrorKind::UFuncType, text).into());
            }
            _ => DType::Float64,
        };
        found = promote_types(found, d);
    }
    Ok(found)
}

/// A computation without its floating-point warnings.
///
/// # Errors
/// Of the computation.
pub fn quietly<T>(interp: &mut Interp, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
    let silent = OnFloatError::Ignore;
    let quiet = ErrState { divide: silent, over: silent, under: silent, invalid: silent };
    let before = std::mem::replace(&mut interp.errstate, quiet);
    let result = f(interp);
    interp.errstate = before;
    result
}

/// The type that LAPACK computes in.
pub fn computed(result: DType) -> DType {
    match result {
        DType::Complex64 | DType::Complex128 => DType::Complex128,
        _ => DType::Float64,
    }
}

/// A result in its type: 0-d ones are scalars.
///
/// # Errors
/// Of the cast.
pub fn finished(view: View, dtype: DType) -> Result<Value> {
    Ok(convert::result(convert::cast_to(&view, dtype)?))
}

/// The same, arrays even where they are 0-d.
///
/// # Errors
/// Of the cast.
pub fn finished_array(view: View, dtype: DType) -> Result<Value> {
    Ok(array(convert::cast_to(&view, dtype)?))
}

/// Calls `$body` with `$T` the element type of a computed view.
#[macro_export]
macro_rules! with_field {
    ($dtype:expr, $T:ident => $body:expr) => {
        if $dtype == $crate::engine::DType::Complex128 {
            type $T = num_complex::Complex64;
            $body
        } else {
            type $T = f64;
            $body
        }
    };
}
