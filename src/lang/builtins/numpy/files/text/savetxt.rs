//! `np.savetxt`.

use crate::engine::Kind;
use crate::engine::mem::watch;
use crate::lang::builtins::io::{self, Stream};
use crate::lang::builtins::numpy::files::safely::Draft;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::builtins::python::str_::coding::encode_text;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::percent::percent;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

const DOC: &str = "Write an array as text.\n\n\
    >>> import io\n>>> f = io.StringIO()\n>>> np.savetxt(f, [[1, 2], [3, 4]], fmt='%d', delimiter=',', header='a,b')\n\
    >>> f.getvalue()\n'# a,b\\n1,2\\n3,4\\n'";

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["savetxt"],
        "fname, X, fmt='%.18e', delimiter=' ', newline='\\n', header='', footer='', comments='# ', encoding=None",
        DOC,
        savetxt,
    )]
}

/// Where the text goes.
enum Target<'a> {
    File(Draft, String),
    Stream(&'a Stream, String),
}

impl Target<'_> {
    fn put(&mut self, text: &str) -> Result<()> {
        match self {
            Target::File(draft, encoding) => draft.put(&encode_text(text, encoding, "strict")?),
            Target::Stream(stream, _) if stream.is_text() => stream.write_text(text),
            Target::Stream(stream, encoding) => stream.write_bytes(&encode_text(text, encoding, "strict")?),
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn savetxt(
    interp: &mut Interp,
    fname: Value,
    x: Value,
    fmt: Value,
    delimiter: Option<String>,
    newline: Option<String>,
    header: Option<String>,
    footer: Option<String>,
    comments: Option<String>,
    encoding: Option<String>,
) -> Result<()> {
    let mut target = match (fname.as_str(), io::stream(&fname)) {
        (Some(path), _) if [".gz", ".bz2", ".xz"].iter().any(|end| path.ends_with(end)) => {
            return Err(Raise::unsupported("Ravel writes no compressed text: np.savez_compressed compresses arrays"));
        }
        (Some(path), _) => Target::File(Draft::new(path)?, encoding.unwrap_or("utf-8".into())),
        (_, Some(stream)) => Target::Stream(stream, encoding.unwrap_or("latin1".into())),
        _ => return Err(Raise::value_error("fname must be a string or file handle")),
    };
    let x = Value::Array(convert::array(interp, &x)?);
    let format = Format::new(interp, &x, fmt, &delimiter.unwrap_or(" ".into()))?;
    let (newline, comments) = (newline.unwrap_or("\n".into()), comments.unwrap_or("# ".into()));
    let remark = |text: &str| format!("{comments}{}{newline}", text.replace('\n', &format!("\n{comments}")));
    if let Some(header) = header.filter(|h| !h.is_empty()) {
        target.put(&remark(&header))?;
    }
    for row in format.rows(interp, &x)? {
        crate::engine::interrupt::check()?;
        let line = format.line(interp, row)?;
        target.put(&format!("{line}{newline}"))?;
    }
    if let Some(footer) = footer.filter(|f| !f.is_empty()) {
        target.put(&remark(&footer))?;
    }
    match target {
        Target::File(draft, _) => draft.done(),
        Target::Stream(..) => Ok(()),
    }
}

/// How a row is written.
struct Format {
    text: String,
    complex: bool,
    dtype: String,
}

impl Format {
    fn new(interp: &mut Interp, x: &Value, fmt: Value, delimiter: &str) -> Result<Format> {
        let view = np::view(interp, x)?;
        if view.rank() == 0 || view.rank() > 2 {
            return Err(Raise::value_error(format!("Expected 1D or 2D array, got {}D array instead", view.rank())));
        }
        let columns = if view.rank() == 1 { 1 } else { view.shape()[1] };
        let complex = view.dtype().kind() == Kind::Complex;
        let joined = |parts: Vec<String>| parts.join(delimiter);
        let text = match &fmt {
            Value::None => joined(Format::each("%.18e", complex, columns)),
            Value::List(_) | Value::Tuple(_) => {
                let items = interp.collect(&fmt)?;
                if items.len() != columns {
                    let shown = interp.str(&fmt)?;
                    return Err(Raise::new(&exc::ATTRIBUTE_ERROR, format!("fmt has wrong shape.  {shown}")));
                }
                joined(items.iter().map(|v| v.as_str().unwrap_or_default().to_string()).collect())
            }
            other => match other.as_str() {
                Some(text) => {
                    let n = text.matches('%').count();
                    if n == 1 {
                        joined(Format::each(text, complex, columns))
                    } else if n == columns * if complex { 2 } else { 1 } {
                        text.to_string()
                    } else {
                        return Err(Raise::value_error(format!("fmt has wrong number of % formats:  {text}")));
                    }
                }
                None => {
                    let shown = interp.repr(other)?;
                    return Err(Raise::value_error(format!("invalid fmt: {shown}")));
                }
            },
        };
        Ok(Format { text, complex, dtype: view.dtype().to_string() })
    }

    fn each(text: &str, complex: bool, columns: usize) -> Vec<String> {
        let one = if complex { format!(" ({text}+{text}j)") } else { text.to_string() };
        watch::demand(columns.saturating_mul(size_of::<String>() + one.len()));
        vec![one; columns]
    }

    fn rows(&self, interp: &mut Interp, x: &Value) -> Result<Vec<Vec<Value>>> {
        let one_axis = np::view(interp, x)?.rank() == 1;
        let rows = interp.collect(x)?;
        rows.into_iter().map(|row| if one_axis { Ok(vec![row]) } else { interp.collect(&row) }).collect()
    }

    fn line(&self, interp: &mut Interp, row: Vec<Value>) -> Result<String> {
        if self.complex {
            let mut parts = Vec::new();
            for z in &row {
                parts.push(interp.get_attr(z, "real")?);
                parts.push(interp.get_attr(z, "imag")?);
            }
            let text = percent(interp, &self.text, &Value::tuple(parts))?;
            return Ok(interp.str(&text)?.replace("+-", "-"));
        }
        match percent(interp, &self.text, &Value::tuple(row)) {
            Ok(text) => interp.str(&text),
            Err(e) if e.is(&exc::TYPE_ERROR) => {
                let text = &self.text;
                Err(Raise::type_error(format!(
                    "Mismatch between array dtype ('{}') and format specifier ('{text}')",
                    self.dtype
                )))
            }
            Err(e) => Err(e),
        }
    }
}
