//! Which loop a ufunc runs for given operand types, as NumPy's dispatch finds it.

use super::loops::objects;
use super::{Loop, Resolver, Ufunc};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::operand::OperandType;
use crate::engine::kernels::promote::{self, Casting};
use smallvec::SmallVec;

type Types = SmallVec<[DType; 4]>;

/// `signature=` or `dtype=`: the dtypes that the caller fixes, inputs before outputs; empty if none.
pub type Signature = SmallVec<[Option<DType>; 4]>;

/// The loop for inputs of these types, of those that have the dtypes of the signature.
///
/// # Errors
/// `TypeError` in NumPy's words where there is none.
pub fn resolve(ufunc: &Ufunc, types: &[OperandType], signature: &[Option<DType>]) -> Result<&'static Loop> {
    let given: SmallVec<[Option<OperandType>; 2]> = types.iter().map(|&t| Some(t)).collect();
    dispatch(ufunc, &given, types, signature)
}

/// The loop that reduces `from`: its first input is of the output's dtype, which `out` decides if there is one.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_reduction(
    ufunc: &Ufunc,
    from: DType,
    out: Option<DType>,
    dtype: Option<DType>,
) -> Result<&'static Loop> {
    let strong = |d: DType| OperandType::Strong(d);
    let given = [out.map(strong), Some(strong(from))];
    let operands = [strong(out.unwrap_or(from)), strong(from)];
    let mut signature: [Option<DType>; 3] = [dtype, None, dtype];
    let found = dispatch(ufunc, &given, &operands, &signature)?;
    if dtype.is_some() || found.ins[0] == found.outs[0] {
        return Ok(found);
    }
    // The result's dtype is taken to be right, and the input is to have it too.
    signature[0] = Some(found.outs[0]);
    dispatch(ufunc, &given, &operands, &signature)
}

/// Multiple dispatch: a loop of exactly these dtypes, else what the ufunc's own rule promotes them to. A reduction
/// without `out` has no first operand; `operands` has the other in its place.
fn dispatch(
    ufunc: &Ufunc,
    given: &[Option<OperandType>],
    operands: &[OperandType],
    signature: &[Option<DType>],
) -> Result<&'static Loop> {
    let fixed = |i: usize| signature.get(i).copied().flatten();
    let wanted: SmallVec<[Option<OperandType>; 4]> = (0..ufunc.nin + ufunc.nout)
        .map(|i| fixed(i).map(OperandType::Strong).or_else(|| given.get(i).copied().flatten()))
        .collect();
    if wanted.contains(&Some(OperandType::Strong(DType::Object)))
        && let Some(result) = of_objects(ufunc, &wanted)
    {
        return result;
    }
    let found = match lookup(ufunc, &wanted) {
        Some(found) => return Ok(found),
        None if ufunc.resolver == Resolver::Logical => {
            let truths = |i: usize| Some(OperandType::Strong(fixed(i).unwrap_or(DType::Bool)));
            lookup(ufunc, &[truths(0), truths(1), truths(2)])
        }
        None if wanted[0].is_none() => lookup(ufunc, &[wanted[1], wanted[1], wanted[2]]),
        None => None,
    };
    let found = match found {
        Some(found) => Some(found),
        None if signature.iter().all(Option::is_none) => promoted(ufunc, operands)?,
        None => promoted_to(ufunc, operands, signature)?,
    };
    found.ok_or_else(|| no_class_loop(ufunc, &wanted))
}

/// The loop of objects, where an input or an output is to be one; `None` where the outputs ask for another.
fn of_objects(ufunc: &Ufunc, wanted: &[Option<OperandType>]) -> Option<Result<&'static Loop>> {
    let object = |t: &Option<OperandType>| *t == Some(OperandType::Strong(DType::Object));
    let (ins, outs) = wanted.split_at(ufunc.nin);
    let found = match outs[0] {
        None if ufunc.resolver == Resolver::Compare => objects::to_bools(ufunc.name),
        Some(OperandType::Strong(DType::Bool)) => objects::to_bools(ufunc.name),
        _ if outs.iter().all(|t| t.is_none() || object(t)) => objects::to_objects(ufunc.name),
        _ => None,
    };
    match (found, outs.iter().all(Option::is_none)) {
        (Some(found), _) => Some(Ok(found)),
        (None, true) if ufunc.name == "isnat" => None,
        (None, true) => Some(Err(if ufunc.resolver == Resolver::Linear {
            not_supported(ufunc)
        } else {
            no_class_loop(ufunc, &[ins, outs].concat())
        })),
        (None, false) => None,
    }
}

/// The loop of exactly these dtypes; an output that is not fixed may be any.
fn lookup(ufunc: &Ufunc, wanted: &[Option<OperandType>]) -> Option<&'static Loop> {
    ufunc.loops().find(|l| {
        let mut own = l.ins.iter().chain(l.outs).zip(wanted).enumerate();
        own.all(|(i, (&d, w))| w.map_or(i >= ufunc.nin, |w| w == OperandType::Strong(d)))
    })
}

/// The loop that the ufunc's rule finds for the operands alone.
fn promoted(ufunc: &Ufunc, types: &[OperandType]) -> Result<Option<&'static Loop>> {
    match ufunc.resolver {
        Resolver::Linear | Resolver::Logical => linear(ufunc, types).map(Some),
        Resolver::Uniform | Resolver::Integer => uniform(ufunc, types),
        Resolver::Divide => divide(ufunc, types).map(Some),
        Resolver::Compare => compare(ufunc, types),
    }
}

/// The loop that the ufunc's rule finds for a signature.
fn promoted_to(ufunc: &Ufunc, types: &[OperandType], signature: &[Option<DType>]) -> Result<Option<&'static Loop>> {
    let complex = || types[0].alone().kind() == Kind::Complex;
    let uniform = match ufunc.resolver {
        Resolver::Uniform => ufunc.name != "absolute" || !complex(),
        other => other == Resolver::Integer,
    };
    if let (true, Some(d)) = (uniform, only_dtype(ufunc, signature)) {
        check_bool(ufunc, d)?;
        let all: SmallVec<[Option<OperandType>; 4]> =
            SmallVec::from_elem(Some(OperandType::Strong(d)), signature.len());
        return Ok(lookup(ufunc, &all));
    }
    let matching = |fixed: &[Option<DType>]| {
        ufunc.loops().find(|l| {
            let same = l.ins.iter().chain(l.outs).zip(fixed).all(|(d, f)| f.is_none_or(|f| f == *d));
            same && l.ins.iter().zip(types).zip(fixed).all(|((&to, &t), f)| f.is_some() || casts_safely(t, to))
        })
    };
    let (ins, outs) = signature.split_at(ufunc.nin);
    let found = matching(signature).or_else(|| {
        let alike = |d: &Option<DType>| *d == outs[0];
        let same = ins.iter().all(|d| d.is_none() || alike(d)) && outs[0].is_some() && outs.iter().all(alike);
        if same { matching(&vec![outs[0]; signature.len()]) } else { None }
    });
    found.map(Some).ok_or_else(|| no_signature(ufunc))
}

/// The one dtype of a signature that fixes all outputs, and no input to another.
fn only_dtype(ufunc: &Ufunc, signature: &[Option<DType>]) -> Option<DType> {
    let d = signature[ufunc.nin]?;
    let fits = |(i, s): (usize, &Option<DType>)| s.map_or(i < ufunc.nin, |s| s == d);
    signature.iter().enumerate().all(fits).then_some(d)
}

fn casts_safely(t: OperandType, to: DType) -> bool {
    match t {
        OperandType::Strong(d) => promote::can_cast(d, to, Casting::Safe),
        weak => to != DType::Bool && promote::with_weak(to, weak) == Some(to),
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
    if ufunc.name == "isnat" {
        return Err(Error::type_("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64."));
    }
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

fn uniform(ufunc: &Ufunc, types: &[OperandType]) -> Result<Option<&'static Loop>> {
    let strings = types.iter().any(|t| t.strong().is_some_and(|d| !d.is_numeric()));
    if strings {
        return Err(no_text_loop(ufunc, types));
    }
    let common = promote::result_type(types)?;
    check_bool(ufunc, common)?;
    Ok(homogeneous(ufunc, common))
}

fn compare(ufunc: &Ufunc, types: &[OperandType]) -> Result<Option<&'static Loop>> {
    let kinds: SmallVec<[Kind; 2]> = types.iter().map(|t| t.alone().kind()).collect();
    if kinds.iter().any(|k| matches!(k, Kind::Str | Kind::Bytes)) {
        return Ok(None);
    }
    let common = promote::result_type(types)?;
    if common == DType::Float64 && kinds.iter().all(|&k| matches!(k, Kind::Int | Kind::UInt)) {
        let wide = |k: Kind| if k == Kind::Int { DType::Int64 } else { DType::UInt64 };
        let ins: Types = kinds.iter().map(|&k| wide(k)).collect();
        return Ok(exact(ufunc, &ins));
    }
    Ok(homogeneous(ufunc, common))
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

fn no_class_loop(ufunc: &Ufunc, wanted: &[Option<OperandType>]) -> Error {
    let names = |types: &[Option<OperandType>]| {
        let names: Vec<String> = types.iter().map(|t| t.map_or("None".into(), promote::class_name)).collect();
        if let [one] = &names[..] { one.clone() } else { format!("({})", names.join(", ")) }
    };
    let (ins, outs) = wanted.split_at(ufunc.nin);
    let text = format!(
        "ufunc '{}' did not contain a loop with signature matching types {} -> {}",
        ufunc.name,
        names(ins),
        names(outs)
    );
    Error::new(ErrorKind::UFuncType, text)
}

fn no_text_loop(ufunc: &Ufunc, types: &[OperandType]) -> Error {
    if ufunc.nin == 1 {
        return no_class_loop(ufunc, &[Some(types[0]), None]);
    }
    let d: Vec<DType> = types.iter().map(|t| t.alone()).collect();
    if ufunc.name == "add" && d[0].is_text() && d[1].is_text() {
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

/// Bools are not subtracted or negated.
fn check_bool(ufunc: &Ufunc, d: DType) -> Result<()> {
    match ufunc.name {
        "subtract" if d == DType::Bool => Err(Error::type_(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the \
             logical_xor function instead.",
        )),
        "negative" if d == DType::Bool => Err(Error::type_(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not \
             function instead.",
        )),
        _ => Ok(()),
    }
}
