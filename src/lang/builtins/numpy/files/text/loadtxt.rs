//! `np.loadtxt`.

use super::lines::{self, Lines};
use super::split::Cutter;
use super::{columns, number};
use crate::engine::mem::access;
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::Like;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

const DOC: &str = "Read numbers from text.\n\n\
    >>> import io\n>>> np.loadtxt(io.StringIO('1 2\\n3 4'))\narray([[1., 2.],\n       [3., 4.]])\n\
    >>> np.loadtxt(['1,2', '3,4'], delimiter=',', usecols=1)\narray([2., 4.])";

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["loadtxt"],
        "fname, dtype=<class 'float'>, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, \
         unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None",
        DOC,
        loadtxt,
    )]
}

/// What is asked of the file.
struct Asked {
    cutter: Cutter,
    converters: Value,
    usecols: Option<Vec<i64>>,
    skip: usize,
    most: Option<usize>,
}

#[allow(clippy::too_many_arguments)]
fn loadtxt(
    interp: &mut Interp,
    fname: Value,
    dtype: Given,
    comments: Given,
    delimiter: Value,
    converters: Value,
    skiprows: Value,
    usecols: Value,
    unpack: bool,
    ndmin: Value,
    encoding: Option<String>,
    max_rows: Value,
    quotechar: Value,
    _like: Option<Like>,
) -> Result<Value> {
    let dtype = dtype.0.unwrap_or(Value::DType(DType::Float64));
    let dtype = if dtype.is_none() { Value::DType(DType::Float64) } else { dtype };
    let plain = convert::dtype(interp, &dtype)?;
    let usecols = wanted(interp, &usecols)?;
    let ndmin = columns::least(interp, &ndmin)?;
    let cutter = cutter(interp, comments.0, &delimiter, &quotechar)?;
    let skip = not_negative(interp, &skiprows)?.unwrap_or(0);
    let most = not_negative(interp, &max_rows)?;
    let asked = Asked { cutter, converters, usecols, skip, most };
    let Some(mut lines) = lines::open(interp, &fname, encoding.as_deref())? else {
        let t = interp.type_of(&fname).qualified_name();
        return Err(Raise::value_error(format!(
            "fname must be a string, filehandle, list of strings,\nor generator. Got <class '{t}'> instead."
        )));
    };
    let table = read(interp, &mut lines, &asked)?;
    let array = filled(interp, &table, plain, &asked)?;
    if let Some(e) = table.wrong {
        return Err(e);
    }
    let array = columns::fitted(interp, array, ndmin)?;
    if table.rows.is_empty() {
        let shown = interp.str(&fname)?;
        interp.warn(&exc::USER_WARNING, &format!("loadtxt: input contained no data: \"{shown}\""))?;
    }
    columns::unpacked(interp, array, unpack)
}

fn not_negative(interp: &mut Interp, v: &Value) -> Result<Option<usize>> {
    if v.is_none() {
        return Ok(None);
    }
    let Ok(n) = interp.index(v) else { return Err(Raise::type_error("argument must be an integer")) };
    usize::try_from(n).map(Some).map_err(|_| Raise::value_error("argument must be nonnegative"))
}

fn wanted(interp: &mut Interp, usecols: &Value) -> Result<Option<Vec<i64>>> {
    if usecols.is_none() {
        return Ok(None);
    }
    let items = match interp.iter(usecols) {
        Ok(_) => interp.collect(usecols)?,
        Err(_) => vec![usecols.clone()],
    };
    let mut all = Vec::new();
    for item in &items {
        all.push(interp.index(item).map_err(|_| {
            let t = interp.type_name(item);
            Raise::type_error(format!(
                "usecols must be an int or a sequence of ints but it contains at least one element of type '{t}'"
            ))
        })?);
    }
    Ok(Some(all))
}

/// A character that steers the reading.
fn control(interp: &mut Interp, v: &Value) -> Result<Option<char>> {
    if v.is_none() {
        return Ok(None);
    }
    let text = match v {
        Value::Bytes(b) => Some(b.iter().map(|&b| b as char).collect::<String>()),
        other => other.as_str().map(str::to_string),
    };
    let mut chars = text.iter().flat_map(|t| t.chars());
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(Some(c)),
        _ => {
            let shown = interp.repr(v)?;
            Err(Raise::type_error(format!(
                "Text reading control character must be a single unicode character or None; but got: {shown}"
            )))
        }
    }
}

fn texts(interp: &mut Interp, v: Option<Value>) -> Result<Vec<String>> {
    let Some(v) = v else { return Ok(vec!["#".into()]) };
    let text = |v: &Value| match v {
        Value::Bytes(b) => b.iter().map(|&b| b as char).collect(),
        other => other.as_str().unwrap_or_default().to_string(),
    };
    Ok(match &v {
        Value::None => Vec::new(),
        Value::Str(_) | Value::Bytes(_) => vec![text(&v)],
        _ => interp.collect(&v)?.iter().map(text).collect(),
    })
}

fn cutter(interp: &mut Interp, comments: Option<Value>, delimiter: &Value, quote: &Value) -> Result<Cutter> {
    let comments = texts(interp, comments)?;
    if comments.iter().any(String::is_empty) {
        return Err(Raise::value_error("comments cannot be an empty string. Use comments=None to disable comments."));
    }
    let several = comments.len() > 1 || comments.iter().any(|c| c.chars().count() > 1);
    if several && !quote.is_none() {
        return Err(Raise::value_error(
            "when multiple comments or a multi-character comment is given, quotes are not supported.  In this case \
             quotechar must be set to None.",
        ));
    }
    let (delimiter, quote) = (control(interp, delimiter)?, control(interp, quote)?);
    let comment = if several { None } else { comments.first().and_then(|c| c.chars().next()) };
    let clash = |a: Option<char>, b: Option<char>| a.is_some() && a == b;
    let pair = if clash(delimiter, quote) {
        Some(("delimiter", "quote"))
    } else if clash(comment, delimiter) {
        Some(("comment", "delimiter"))
    } else if clash(comment, quote) {
        Some(("comment", "quote"))
    } else {
        None
    };
    if let Some((a, b)) = pair {
        return Err(Raise::type_error(format!("The values for control characters '{a}' and '{b}' are incompatible")));
    }
    if matches!(delimiter, Some('\n' | '\r')) {
        return Err(Raise::type_error("control character 'delimiter' cannot be a newline (`\\r` or `\\n`)."));
    }
    Ok(Cutter { delimiter, quote, comments })
}

/// The fields that were read, row by row.
struct Table {
    rows: Vec<Vec<String>>,
    columns: usize,
    /// What is wrong with the row behind them: what is wrong with a field before it is told first.
    wrong: Option<Raise>,
}

fn read(interp: &mut Interp, lines: &mut Lines, asked: &Asked) -> Result<Table> {
    let columns = asked.usecols.as_ref().map_or(1, Vec::len);
    let mut table = Table { rows: Vec::new(), columns, wrong: None };
    for _ in 0..asked.skip {
        if lines.next(interp)?.is_none() {
            return Ok(table);
        }
    }
    let (mut number, mut warned) = (asked.skip, false);
    let mut width = None;
    while asked.most.is_none_or(|n| table.rows.len() < n) {
        let Some(line) = lines.next(interp)? else { break };
        number += 1;
        if number % 4096 == 0 {
            crate::engine::interrupt::check()?;
        }
        let fields = asked.cutter.cut(&line);
        if fields.is_empty() {
            if let Some(most) = asked.most.filter(|_| !std::mem::replace(&mut warned, true)) {
                no_data(interp, number, most)?;
            }
            continue;
        }
        let row = table.rows.len() + 1;
        let fields = match &asked.usecols {
            Some(cols) => match picked(fields, cols, row) {
                Ok(fields) => fields,
                Err(e) => {
                    table.wrong = Some(e);
                    break;
                }
            },
            None => fields,
        };
        let expected = *width.get_or_insert(fields.len());
        if fields.len() != expected {
            table.wrong = Some(Raise::value_error(format!(
                "the number of columns changed from {expected} to {} at row {row}; use `usecols` to select a subset \
                 and avoid this error",
                fields.len()
            )));
            break;
        }
        table.columns = expected;
        table.rows.push(fields);
    }
    Ok(table)
}

fn no_data(interp: &mut Interp, line: usize, most: usize) -> Result<()> {
    interp.warn(
        &exc::USER_WARNING,
        &format!(
            "Input line {line} contained no data and will not be counted towards `max_rows={most}`.  This differs from \
             the behaviour in NumPy <=1.22 which counted lines rather than rows.  If desired, the previous behaviour \
             can be achieved by using `itertools.islice`.\nPlease see the 1.23 release notes for an example on how to \
             do this.  If you wish to ignore this warning, use `warnings.filterwarnings`.  This warning is expected to \
             be removed in the future and is given only once per `loadtxt` call."
        ),
    )
}

fn picked(fields: Vec<String>, cols: &[i64], row: usize) -> Result<Vec<String>> {
    let n = fields.len() as i64;
    let pick = |&c: &i64| {
        let at = if c < 0 { c + n } else { c };
        fields
            .get(usize::try_from(at).unwrap_or(usize::MAX))
            .cloned()
            .ok_or_else(|| Raise::value_error(format!("invalid column index {c} at row {row} with {n} columns")))
    };
    cols.iter().map(pick).collect()
}

fn filled(interp: &mut Interp, table: &Table, dtype: DType, asked: &Asked) -> Result<Value> {
    if !asked.converters.is_none() {
        return converted(interp, table, dtype, asked);
    }
    if dtype.is_structured() {
        return records(interp, table, dtype);
    }
    if !dtype.is_numeric() && !dtype.is_text() {
        let all = table.rows.iter().flatten().map(|f| Value::str(&**f)).collect();
        return shaped(interp, table, all, dtype);
    }
    let dtype = sized(table, dtype);
    let out = View::empty(dtype, &[table.rows.len(), table.columns])?;
    let mut places = out.offsets();
    for (i, row) in table.rows.iter().enumerate() {
        for (j, field) in row.iter().enumerate() {
            let Some(x) = number::element(field, dtype) else { return Err(no_element(interp, field, dtype, (i, j))) };
            access::store(&out, places.next().unwrap_or_default(), &x);
        }
    }
    Ok(Value::Array(Array::new(out)))
}

/// A text dtype without a length is as long as the longest field.
fn sized(table: &Table, dtype: DType) -> DType {
    let longest = || table.rows.iter().flatten().map(|f| f.chars().count() as u32).max().unwrap_or(1).max(1);
    match dtype {
        DType::Str(0) => DType::Str(longest()),
        DType::Bytes(0) => DType::Bytes(longest()),
        other => other,
    }
}

fn no_element(interp: &mut Interp, field: &str, dtype: DType, (row, column): (usize, usize)) -> Raise {
    let shown = interp.repr(&Value::str(field)).unwrap_or_default();
    Raise::value_error(format!("could not convert string {shown} to {dtype} at row {row}, column {}.", column + 1))
}

fn converted(interp: &mut Interp, table: &Table, dtype: DType, asked: &Asked) -> Result<Value> {
    let mut all = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        for (j, field) in row.iter().enumerate() {
            let column = asked.usecols.as_ref().map_or(j as i64, |cols| cols[j]);
            let function = match &asked.converters {
                Value::Dict(d) => {
                    let at = |n: i64| d.0.borrow().get(&crate::lang::dict::Key::new(Value::Int(n))?).cloned();
                    at(column).or_else(|| at(column - table.columns as i64))
                }
                other => Some(other.clone()),
            };
            let value = match function {
                Some(f) => interp.call(&f, &[Value::str(&**field)], &[])?,
                None => match number::element(field, sized(table, dtype)) {
                    Some(Scalar::Str(s)) => Value::str(&*s),
                    Some(x) => convert::scalar(x),
                    None => return Err(no_element(interp, field, dtype, (i, j))),
                },
            };
            all.push(value);
        }
    }
    shaped(interp, table, all, dtype)
}

/// The values as rows and columns.
fn shaped(interp: &mut Interp, table: &Table, all: Vec<Value>, dtype: DType) -> Result<Value> {
    let flat = np::call_kw(interp, "array", &[Value::list(all)], &[("dtype", Value::DType(dtype))])?;
    let shape = Value::tuple(vec![Value::Int(table.rows.len() as i64), Value::Int(table.columns as i64)]);
    np::call(interp, "reshape", &[flat, shape])
}

/// Rows as elements with fields.
fn records(interp: &mut Interp, table: &Table, dtype: DType) -> Result<Value> {
    let own = Value::DType(dtype);
    let names = interp.get_attr(&own, "names")?;
    let mut formats = Vec::new();
    for name in interp.collect(&names)? {
        let field = interp.get_item(&own, &name)?;
        formats.push(convert::dtype(interp, &field)?);
    }
    let mut all = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        if row.len() != formats.len() {
            return Err(Raise::value_error(format!(
                "the dtype passed requires {} columns but {} were found at row {}; use `usecols` to select a subset and \
                 avoid this error",
                formats.len(),
                row.len(),
                i + 1
            )));
        }
        let mut values = Vec::new();
        for (j, (field, &format)) in row.iter().zip(&formats).enumerate() {
            let plain = format.is_numeric() || format.is_text();
            values.push(match number::element(field, format) {
                Some(x) => convert::scalar(x),
                None if plain => return Err(no_element(interp, field, format, (i, j))),
                None => Value::str(&**field),
            });
        }
        all.push(Value::tuple(values));
    }
    np::call_kw(interp, "array", &[Value::list(all)], &[("dtype", own)])
}
