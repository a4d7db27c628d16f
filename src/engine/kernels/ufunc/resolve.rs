//! Which loop a ufunc runs for given operand types, as NumPy's dispatch finds it.

use super::{Loop, Resolver, Ufunc};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::operand::OperandType;
use crate::engine::kernels::promote::{self, Casting};
use smallvec::SmallVec;

type Types = SmallVec<[DType; 4]>;

/// The loop for inputs of these types, or the loop that `dtype` (the argument of that name) asks for.
///
/// # Errors
/// `TypeError` in NumPy's words where there is none.
pub fn resolve(ufunc: &Ufunc, types: &[OperandType], dtype: Option<DType>) -> Result<&'static Loop> {
    if let Some(d) = dtype {
        return signature(ufunc, types, d);
    }
    if let [OperandType::Strong(a)] = types
        && let Some(found) = exact(ufunc, &[*a])
    {
        return Ok(found);
    }
    if let [OperandType::Strong(a), OperandType::Strong(b)] = types
        && let Some(found) = exact(ufunc, &[*a, *b])
    {
        return Ok(found);
    }
    match ufunc.resolver {
        Resolver::Linear => linear(ufunc, types),
        Resolver::Uniform => uniform(ufunc, types),
        Resolver::Divide => divide(ufunc, types),
        Resolver::Integer => integer(ufunc, types),
        Resolver::Compare => compare(ufunc, types),
        Resolver::Logical => Ok(logical(ufunc, types)),
    }
}

fn exact(ufunc: &Ufunc, ins: &[DType]) -> Option<&'static Loop> {
    ufunc.loops().find(|l| l.ins == ins)
}

/// The loop whose inputs are all of one dtype.
fn homogeneous(ufunc: &Ufunc, d: DType) -> Option<&'static Loop> {
    ufunc.loops().find(|l| l.ins.iter().all(|&x| x == d))
}

/// The dtypes of the inputs, Python numbers taking the common one.
fn concrete(types: &[OperandType]) -> Result<Types> {
    let common = if types.iter().all(|t| t.strong().is_some()) { None } else { Some(promote::result_type(types)?) };
    let weak_alone = types.iter().all(|t| t.strong().is_none());
    Ok(types
        .iter()
        .map(|t| match (t.strong(), common) {
            (Some(d), _) => d,
            (None, Some(c)) if !weak_alone => c,
            _ => t.alone(),
        })
        .collect())
}

fn linear(ufunc: &Ufunc, types: &[OperandType]) -> Result<&'static Loop> {
    let mut ins = concrete(types).map_err(|_| not_supported(ufunc))?;
    if ufunc.name == "ldexp" {
        weak_ldexp(types, &mut ins);
    }
    let fits = |l: &&Loop| l.ins.iter().zip(&ins).all(|(&to, &from)| promote::can_cast(from, to, Casting::Safe));
    if ins.iter().any(|d| !d.is_numeric()) {
        return Err(not_supported(ufunc));
    }
    ufunc.loops().find(fits).ok_or_else(|| not_supported(ufunc))
}

/// `ldexp` of Python integers: a scale is an `int64`, a number beside a typed scale as small as can be.
fn weak_ldexp(types: &[OperandType], ins: &mut Types) {
    match types {
        [_, OperandType::WeakInt] => ins[1] = DType::Int64,
        [OperandType::WeakInt, OperandType::Strong(d)] if matches!(d.kind(), Kind::Int | Kind::UInt) => {
            ins[0] = DType::Int8;
        }
        _ => {}
    }
}

fn divide(ufunc: &Ufunc, types: &[OperandType]) -> Result<&'static Loop> {
    let common = promote::result_type(types).map_err(|_| not_supported(ufunc))?;
    let common = if common.is_integral() { DType::Float64 } else { common };
    homogeneous(ufunc, common).ok_or_else(|| not_supported(ufunc))
}

fn uniform(ufunc: &Ufunc, types: &[OperandType]) -> Result<&'static Loop> {
    let strings = types.iter().any(|t| t.strong().is_some_and(|d| !d.is_numeric()));
    if strings {
        return Err(no_text_loop(ufunc, types));
    }
    let common = promote::result_type(types)?;
    homogeneous(ufunc, common).ok_or_else(|| no_bool_loop(ufunc, types))
}

fn integer(ufunc: &Ufunc, types: &[OperandType]) -> Result<&'static Loop> {
    if types[0].strong().is_some_and(|d| !d.is_numeric()) || types[1].strong().is_some_and(|d| !d.is_numeric()) {
        return Err(no_text_loop(ufunc, types));
    }
    let common = promote::result_type(types)?;
    homogeneous(ufunc, common).ok_or_else(|| no_class_loop(ufunc, types))
}

fn compare(ufunc: &Ufunc, types: &[OperandType]) -> Result<&'static Loop> {
    let kinds: SmallVec<[Kind; 2]> = types.iter().map(|t| t.alone().kind()).collect();
    let text = |k: Kind| matches!(k, Kind::Str | Kind::Bytes);
    if kinds.iter().any(|&k| text(k)) {
        return Err(no_class_loop(ufunc, types));
    }
    let common = promote::result_type(types)?;
    if common == DType::Float64 && kinds.iter().all(|&k| matches!(k, Kind::Int | Kind::UInt)) {
        let wide = |k: Kind| if k == Kind::Int { DType::Int64 } else { DType::UInt64 };
        let ins: Types = kinds.iter().map(|&k| wide(k)).collect();
        return exact(ufunc, &ins).ok_or_else(|| no_class_loop(ufunc, types));
    }
    homogeneous(ufunc, common).ok_or_else(|| no_class_loop(ufunc, types))
}

fn logical(ufunc: &Ufunc, types: &[OperandType]) -> &'static Loop {
    let common = promote::result_type(types).unwrap_or(DType::Bool);
    let found = homogeneous(ufunc, common).or_else(|| homogeneous(ufunc, DType::Bool));
    found.unwrap_or(&ufunc.groups[0][0])
}

/// The loop for `dtype=d`: of the loops that give `d`, the one that the inputs want, else the first.
fn signature(ufunc: &Ufunc, types: &[OperandType], d: DType) -> Result<&'static Loop> {
    if !d.is_numeric() {
        return Err(Error::type_(
            "The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as the \
             byte order or time unit. You can avoid this error by using the scalar types `np.float64` or the dtype \
             string notation.",
        ));
    }
    let gives = |l: &&'static Loop| l.outs[0] == d;
    let wanted = resolve(ufunc, types, None).ok().filter(|l| l.outs[0] == d);
    let same = || ufunc.loops().find(|l| gives(l) && l.ins.iter().all(|&x| x == d));
    if ufunc.resolver == Resolver::Uniform && d == DType::Bool && same().is_none() {
        return Err(no_bool_loop(ufunc, &SmallVec::<[OperandType; 2]>::from_elem(OperandType::Strong(d), ufunc.nin)));
    }
    wanted.or_else(same).or_else(|| ufunc.loops().find(gives)).ok_or_else(|| no_signature(ufunc))
}

/// No loop gives what `dtype=` asks for.
pub fn no_signature(ufunc: &Ufunc) -> Error {
    Error::type_(format!("No loop matching the specified signature and casting was found for ufunc {}", ufunc.name))
}

fn not_supported(ufunc: &Ufunc) -> Error {
    Error::type_(format!(
        "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
         types according to the casting rule ''safe''",
        ufunc.name
    ))
}

fn no_loop(ufunc: &Ufunc, names: &[String]) -> Error {
    let signature = match names {
        [one] => one.clone(),
        _ => format!("({})", names.join(", ")),
    };
    let text =
        format!("ufunc '{}' did not contain a loop with signature matching types {signature} -> None", ufunc.name);
    Error::new(ErrorKind::UFuncType, text)
}

fn no_class_loop(ufunc: &Ufunc, types: &[OperandType]) -> Error {
    no_loop(ufunc, &types.iter().map(|&t| promote::class_name(t)).collect::<Vec<_>>())
}

/// Reducing by a ufunc of integers what is none.
pub fn no_integer_reduction(ufunc: &Ufunc, d: DType) -> Error {
    no_loop(ufunc, &["None".into(), promote::class_name(OperandType::Strong(d))])
}

fn no_text_loop(ufunc: &Ufunc, types: &[OperandType]) -> Error {
    if ufunc.nin == 1 {
        return no_class_loop(ufunc, types);
    }
    let d: Vec<DType> = types.iter().map(|t| t.alone()).collect();
    if ufunc.name == "add" && !d[0].is_numeric() && !d[1].is_numeric() {
        return Error::new(
            ErrorKind::UFuncType,
            format!(
                "ufunc 'add' cannot use operands with types {} and {}",
                promote::dtype_repr(d[0]),
                promote::dtype_repr(d[1])
            ),
        );
    }
    let text_times_number =
        d[0].is_numeric() != d[1].is_numeric() && d.iter().any(|d| d.is_integral() && *d != DType::Bool);
    if ufunc.name == "multiply" && text_times_number {
        return Error::type_(
            "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to \
             multiply strings without specifying 'out'.",
        );
    }
    no_loop(ufunc, &d.into_iter().map(promote::dtype_repr).collect::<Vec<_>>())
}

fn no_bool_loop(ufunc: &Ufunc, types: &[OperandType]) -> Error {
    match ufunc.name {
        "subtract" => Error::type_(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the \
             logical_xor function instead.",
        ),
        "negative" => Error::type_(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not \
             function instead.",
        ),
        _ => no_class_loop(ufunc, types),
    }
}
