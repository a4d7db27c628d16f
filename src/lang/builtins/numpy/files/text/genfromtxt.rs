//! `np.genfromtxt`.

use super::columns;
use super::converters::Converter;
use super::lines::{self, Lines};
use super::names::Rules;
use crate::engine::DType;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Args, Builtin, py};
use crate::lang::value::Value;

const DOC: &str = "Read numbers from text of which some may be missing.\n\n\
    >>> np.genfromtxt(['1,2', '3,'], delimiter=',')\narray([[ 1.,  2.],\n       [ 3., nan]])\n\
    >>> np.genfromtxt(['1,2', '3,x'], delimiter=',', filling_values=0)\narray([[1., 2.],\n       [3., 0.]])";

const SIGNATURE: &str = "fname, dtype=<class 'float'>, comments='#', delimiter=None, skip_header=0, skip_footer=0, \
    converters=None, missing_values=None, filling_values=None, usecols=None, names=None, excludelist=None, \
    deletechars=None, replace_space='_', autostrip=False, case_sensitive=True, defaultfmt='f%i', unpack=None, \
    usemask=False, loose=True, invalid_raise=True, max_rows=None, encoding=None, *, ndmin=0, like=None";

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let row = py(&["genfromtxt"], SIGNATURE, DOC, |_: &mut Interp, _: Value| Ok(()));
    vec![Builtin { raw: Box::new(|interp, args| genfromtxt(interp, &Call(args))), ..row }]
}

/// The arguments by their place in the signature.
struct Call<'a>(&'a Args);

impl Call<'_> {
    fn given(&self, at: usize) -> Option<Value> {
        self.0.slots[at].clone()
    }

    fn value(&self, at: usize) -> Value {
        self.given(at).unwrap_or(Value::None)
    }

    fn text(&self, at: usize) -> Option<String> {
        self.value(at).as_str().map(str::to_string)
    }

    fn flag(&self, interp: &mut Interp, at: usize, default: bool) -> Result<bool> {
        match self.given(at) {
            Some(v) => interp.truth(&v),
            None => Ok(default),
        }
    }

    fn count(&self, interp: &mut Interp, at: usize) -> Result<usize> {
        match self.given(at) {
            Some(v) if !v.is_none() => interp.index(&v).map(|n| n.max(0) as usize),
            _ => Ok(0),
        }
    }
}

/// How a line is cut.
struct Splitter {
    comments: Option<String>,
    delimiter: Delimiter,
    strip: bool,
}

enum Delimiter {
    Space,
    Text(String),
    Width(usize),
    Widths(Vec<usize>),
}

impl Splitter {
    fn new(interp: &mut Interp, call: &Call<'_>) -> Result<Splitter> {
        let text = |v: &Value| match v {
            Value::Bytes(b) => Some(b.iter().map(|&b| b as char).collect::<String>()),
            other => other.as_str().map(str::to_string),
        };
        let comments = match call.given(2) {
            None => Some("#".to_string()),
            Some(v) => text(&v),
        };
        let given = call.value(3);
        let delimiter = match (&given, text(&given)) {
            (Value::None, _) => Delimiter::Space,
            (_, Some(t)) if t.is_empty() => Delimiter::Space,
            (_, Some(t)) => Delimiter::Text(t),
            (Value::Int(n), _) => Delimiter::Width((*n).max(1) as usize),
            _ => {
                let widths = interp.collect(&given)?;
                let widths = widths.iter().map(|w| interp.index(w).map(|n| n.max(0) as usize));
                Delimiter::Widths(widths.collect::<Result<_>>()?)
            }
        };
        Ok(Splitter { comments, delimiter, strip: call.flag(interp, 14, false)? })
    }

    fn split(&self, line: &str) -> Vec<String> {
        let line = match &self.comments {
            Some(c) if !c.is_empty() => line.split(c.as_str()).next().unwrap_or_default(),
            _ => line,
        };
        let parts: Vec<String> = match &self.delimiter {
            Delimiter::Space => line.split_whitespace().map(String::from).collect(),
            Delimiter::Text(t) => {
                let line = line.trim_matches([' ', '\r', '\n']);
                if line.is_empty() { Vec::new() } else { line.split(t.as_str()).map(String::from).collect() }
            }
            Delimiter::Width(n) => {
                let chars: Vec<char> = line.trim_matches(['\r', '\n']).chars().collect();
                chars.chunks(*n).map(|c| c.iter().collect()).collect()
            }
            Delimiter::Widths(widths) => {
                let chars: Vec<char> = line.chars().collect();
                let mut at = 0;
                let mut part = |w: &usize| {
                    let from = at.min(chars.len());
                    at += w;
                    chars[from..at.min(chars.len())].iter().collect()
                };
                if chars.is_empty() { Vec::new() } else { widths.iter().map(&mut part).collect() }
            }
        };
        if self.strip { parts.into_iter().map(|p| p.trim().to_string()).collect() } else { parts }
    }
}

fn genfromtxt(interp: &mut Interp, call: &Call<'_>) -> Result<Value> {
    let ndmin = columns::least(interp, &call.value(23))?;
    let most = call.given(21).filter(|v| !v.is_none()).map(|v| interp.index(&v)).transpose()?;
    let footer = call.count(interp, 5)?;
    if most.is_some() && footer > 0 {
        return Err(Raise::value_error(
            "The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.",
        ));
    }
    if most.is_some_and(|n| n < 1) {
        return Err(Raise::value_error("'max_rows' must be at least 1."));
    }
    if call.flag(interp, 18, false)? {
        return Err(Raise::unsupported("Ravel's genfromtxt has no usemask: use filling_values"));
    }
    let converters = call.value(6);
    if !matches!(converters, Value::None | Value::Dict(_)) {
        let t = interp.type_of(&converters).qualified_name();
        return Err(Raise::type_error(format!(
            "The input argument 'converter' should be a valid dictionary (got '<class '{t}'>' instead)"
        )));
    }
    let fname = call.value(0);
    let Some(lines) = lines::open(interp, &fname, call.text(22).as_deref())? else {
        let t = interp.type_of(&fname).qualified_name();
        return Err(Raise::type_error(format!(
            "fname must be a string, a filehandle, a sequence of strings,\nor an iterator of strings. Got <class '{t}'> \
             instead."
        )));
    };
    let splitter = Splitter::new(interp, call)?;
    let mut reading = Reading { lines, splitter, header: call.count(interp, 4)?, footer, most };
    let array = reading.run(interp, call)?;
    let array = columns::fitted(interp, array, ndmin)?;
    let unpack = call.flag(interp, 17, false)?;
    columns::unpacked(interp, array, unpack)
}

struct Reading {
    lines: Lines,
    splitter: Splitter,
    header: usize,
    footer: usize,
    most: Option<i64>,
}

/// The columns: which, how many, what is missing in them.
struct Plan {
    width: usize,
    usecols: Option<Vec<i64>>,
    names: Option<Vec<String>>,
    rules: Rules,
}

impl Plan {
    /// The place of a column that a key of a dict names, among those that are used.
    fn place(&self, interp: &mut Interp, key: &Value) -> Option<usize> {
        let at = match key.as_str() {
            Some(name) => self.names.as_ref()?.iter().position(|n| n == name)? as i64,
            None => interp.index(key).ok()?,
        };
        match &self.usecols {
            Some(cols) => cols.iter().position(|&c| c == at),
            None => usize::try_from(if at < 0 { at + self.width as i64 } else { at }).ok().filter(|&i| i < self.width),
        }
    }
}

impl Reading {
    fn run(&mut self, interp: &mut Interp, call: &Call<'_>) -> Result<Value> {
        let (mut line, mut first) = self.first(interp, call)?;
        let rules = {
            let excluded = match call.value(11) {
                Value::None => Value::list(Vec::new()),
                v => v,
            };
            Rules::new(interp, (&call.value(12), &excluded), call.text(13), &call.value(15), call.text(16))
        };
        let from_line = matches!(call.value(10), Value::Bool(true));
        if from_line
            && first.first().is_some_and(|f| {
                self.splitter.comments.as_deref().is_some_and(|c| c.contains(f.trim()) && !f.trim().is_empty())
            })
        {
            first.remove(0);
        }
        let names = self.names(interp, call, &rules, &first)?;
        if from_line {
            line = None;
        }
        let plan = self.plan(interp, call, &first, names, rules)?;
        let dtype = self.dtype(interp, call, &plan)?;
        let mut converters = self.converters(interp, call, &plan, &dtype)?;
        self.own_converters(interp, call, &plan, &mut converters, if line.is_some() { &first } else { &[] })?;
        let rows = self.rows(interp, call, line, &plan)?;
        if matches!(dtype, Kinds::Unknown) {
            for (i, c) in converters.iter_mut().enumerate() {
                c.climb(interp, rows.iter().map(|r| r[i].as_str()))?;
            }
        }
        let loose = call.flag(interp, 19, true)?;
        let mut data = Vec::new();
        for row in &rows {
            let values = row.iter().zip(&converters).map(|(f, c)| c.convert(interp, f, loose));
            data.push(Value::tuple(values.collect::<Result<Vec<Value>>>()?));
        }
        let dtype = self.result_type(interp, &plan, dtype, &converters, (call, &data))?;
        np::call_kw(interp, "array", &[Value::list(data)], &[("dtype", dtype)])
    }

    /// The first line with fields, and these.
    fn first(&mut self, interp: &mut Interp, call: &Call<'_>) -> Result<(Option<String>, Vec<String>)> {
        for _ in 0..self.header {
            if self.lines.next(interp)?.is_none() {
                break;
            }
        }
        loop {
            let Some(mut line) = self.lines.next(interp)? else {
                let shown = interp.str(&call.value(0))?;
                interp.warn(&exc::USER_WARNING, &format!("genfromtxt: Empty input file: \"{shown}\""))?;
                return Ok((None, Vec::new()));
            };
            if matches!(call.value(10), Value::Bool(true))
                && let Some(c) = &self.splitter.comments
                && line.contains(c.as_str())
            {
                line = line.split(c.as_str()).skip(1).collect();
            }
            let fields = self.splitter.split(&line);
            if !fields.is_empty() {
                return Ok((Some(line), fields));
            }
        }
    }

    fn names(
        &self,
        interp: &mut Interp,
        call: &Call<'_>,
        rules: &Rules,
        first: &[String],
    ) -> Result<Option<Vec<String>>> {
        let given = call.value(10);
        let parts: Vec<String> = match (&given, given.as_str()) {
            (Value::None | Value::Bool(false), _) => return Ok(None),
            (Value::Bool(true), _) => first.iter().map(|f| f.trim().to_string()).collect(),
            (_, Some(text)) => text.split(',').map(|n| n.trim().to_string()).collect(),
            _ => interp.collect(&given)?.iter().map(|v| v.as_str().unwrap_or_default().to_string()).collect(),
        };
        Ok(Some(rules.valid(&parts, None)))
    }

    fn plan(
        &self,
        interp: &mut Interp,
        call: &Call<'_>,
        first: &[String],
        names: Option<Vec<String>>,
        rules: Rules,
    ) -> Result<Plan> {
        let given = call.value(9);
        let items = match (&given, given.as_str()) {
            (Value::None, _) => Vec::new(),
            (_, Some(text)) => text.split(',').map(|t| Value::str(t.trim())).collect(),
            _ => match interp.iter(&given) {
                Ok(_) => interp.collect(&given)?,
                Err(_) => vec![given.clone()],
            },
        };
        let mut cols = Vec::new();
        for item in &items {
            cols.push(match item.as_str() {
                Some(name) => {
                    let at = names.as_ref().and_then(|n| n.iter().position(|n| n == name));
                    at.ok_or_else(|| Raise::value_error(format!("'{name}' is not in list")))? as i64
                }
                None => match interp.index(item)? {
                    n if n < 0 => n + first.len() as i64,
                    n => n,
                },
            });
        }
        let usecols = if items.is_empty() { None } else { Some(cols) };
        let width = usecols.as_ref().map_or(first.len(), Vec::len);
        let names = match (&usecols, names) {
            (Some(cols), Some(all)) if all.len() > width => {
                Some(cols.iter().filter_map(|&c| all.get(c as usize).cloned()).collect())
            }
            (_, names) => names,
        };
        Ok(Plan { width, usecols, names, rules })
    }
}

/// What the columns are of.
enum Kinds {
    /// To be found out.
    Unknown,
    /// All of one dtype.
    One(DType),
    /// A structured dtype, and those of its fields.
    Fields(Value, Vec<DType>),
}

impl Reading {
    fn dtype(&self, interp: &mut Interp, call: &Call<'_>, plan: &Plan) -> Result<Kinds> {
        let given = match call.given(1) {
            None => Value::DType(DType::Float64),
            Some(Value::None) => return Ok(Kinds::Unknown),
            Some(v) => v,
        };
        let several = matches!(&given, Value::Tuple(_))
            || matches!(&given, Value::List(l) if !l.0.borrow().iter().all(|v| matches!(v, Value::Tuple(_))));
        let formats = if several { interp.collect(&given)? } else { Vec::new() };
        if several || plan.names.is_some() && convert::dtype(interp, &given).is_ok_and(simple) {
            let n = if several { formats.len() } else { plan.names.as_ref().map_or(0, Vec::len) };
            let names = plan.rules.valid(plan.names.as_deref().unwrap_or_default(), Some(n));
            let format = |i: usize| formats.get(i).cloned().unwrap_or_else(|| given.clone());
            let pairs = names.iter().enumerate();
            let pairs = pairs.map(|(i, n)| Value::tuple(vec![Value::str(&**n), format(i)])).collect();
            return self.fields(interp, Value::list(pairs));
        }
        match convert::dtype(interp, &given) {
            Ok(d) if simple(d) => Ok(Kinds::One(d)),
            _ => self.fields(interp, given),
        }
    }

    /// A structured dtype by its fields.
    fn fields(&self, interp: &mut Interp, dtype: Value) -> Result<Kinds> {
        let made = np::call(interp, "dtype", &[dtype])?;
        let names = interp.get_attr(&made, "names")?;
        let mut all = Vec::new();
        for name in interp.collect(&names)? {
            let field = interp.get_item(&made, &name)?;
            all.push(convert::dtype(interp, &field)?);
        }
        Ok(Kinds::Fields(made, all))
    }

    fn converters(&self, interp: &mut Interp, call: &Call<'_>, plan: &Plan, kinds: &Kinds) -> Result<Vec<Converter>> {
        let mut missing: Vec<Vec<String>> = vec![Vec::new(); plan.width];
        let given = call.value(7);
        let words = |interp: &mut Interp, v: &Value| -> Result<Vec<String>> {
            match v {
                Value::List(_) | Value::Tuple(_) => interp.collect(v)?.iter().map(|v| interp.str(v)).collect(),
                other => Ok(vec![interp.str(other)?]),
            }
        };
        match &given {
            Value::None => {}
            Value::Dict(d) => {
                let pairs: Vec<(Value, Value)> =
                    d.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
                for (key, v) in pairs {
                    let words = words(interp, &v)?;
                    if key.is_none() {
                        missing.iter_mut().for_each(|m| m.extend(words.clone()));
                    } else if let Some(at) = plan.place(interp, &key) {
                        missing[at].extend(words);
                    }
                }
            }
            Value::List(_) | Value::Tuple(_) => {
                for (v, m) in interp.collect(&given)?.iter().zip(&mut missing) {
                    m.push(interp.str(v)?);
                }
            }
            other => {
                let text = match other {
                    Value::Bytes(b) => b.iter().map(|&b| b as char).collect(),
                    _ => interp.str(other)?,
                };
                let words: Vec<String> = text.split(',').map(String::from).collect();
                missing.iter_mut().for_each(|m| m.extend(words.clone()));
            }
        }
        let filling = self.filling(interp, &call.value(8), plan)?;
        let dtype_at = |i: usize| match kinds {
            Kinds::Unknown => None,
            Kinds::One(d) => Some(*d),
            Kinds::Fields(_, all) => all.get(i).copied(),
        };
        let pairs = missing.into_iter().zip(filling).enumerate();
        Ok(pairs.map(|(i, (m, f))| Converter::new(dtype_at(i), m, f)).collect())
    }

    fn filling(&self, interp: &mut Interp, given: &Value, plan: &Plan) -> Result<Vec<Option<Value>>> {
        let mut filling: Vec<Option<Value>> = vec![None; plan.width];
        let some = |v: Value| if v.is_none() { None } else { Some(v) };
        match given {
            Value::None => {}
            Value::Dict(d) => {
                let pairs: Vec<(Value, Value)> =
                    d.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
                for (key, v) in pairs {
                    if let Some(at) = plan.place(interp, &key) {
                        filling[at] = some(v);
                    }
                }
            }
            Value::List(_) | Value::Tuple(_) => {
                for (v, f) in interp.collect(given)?.into_iter().zip(&mut filling) {
                    *f = some(v);
                }
            }
            other => filling.fill(Some(other.clone())),
        }
        Ok(filling)
    }

    fn own_converters(
        &self,
        interp: &mut Interp,
        call: &Call<'_>,
        plan: &Plan,
        converters: &mut [Converter],
        first: &[String],
    ) -> Result<()> {
        let Value::Dict(d) = call.value(6) else { return Ok(()) };
        let pairs: Vec<(Value, Value)> = d.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
        for (key, function) in pairs {
            let Some(at) = plan.place(interp, &key) else { continue };
            let column = plan.usecols.as_ref().map_or(at, |cols| cols[at] as usize);
            converters[at].update(interp, function, first.get(column).map(String::as_str))?;
        }
        Ok(())
    }

    fn rows(
        &mut self,
        interp: &mut Interp,
        call: &Call<'_>,
        first: Option<String>,
        plan: &Plan,
    ) -> Result<Vec<Vec<String>>> {
        let (mut rows, mut wrong) = (Vec::new(), Vec::new());
        let mut line = Some(first.unwrap_or_default());
        let mut i = 0;
        while let Some(text) = line {
            let fields = self.splitter.split(&text);
            i += 1;
            let n = fields.len();
            let picked: Option<Vec<String>> = match &plan.usecols {
                Some(cols) => cols.iter().map(|&c| fields.get(c as usize).cloned()).collect(),
                None => (n == plan.width).then_some(fields),
            };
            match picked {
                _ if n == 0 => {}
                Some(row) => rows.push(row),
                None => wrong.push((i + self.header, n)),
            }
            if self.most.is_some_and(|most| rows.len() as i64 == most) {
                break;
            }
            if i % 4096 == 0 {
                crate::engine::interrupt::check()?;
            }
            line = self.lines.next(interp)?;
        }
        self.complain(interp, call, (&rows, wrong), plan)?;
        rows.truncate(rows.len().saturating_sub(self.footer));
        Ok(rows)
    }

    fn complain(
        &mut self,
        interp: &mut Interp,
        call: &Call<'_>,
        (rows, mut wrong): (&[Vec<String>], Vec<(usize, usize)>),
        plan: &Plan,
    ) -> Result<()> {
        if self.footer > 0 {
            let last = (rows.len() + wrong.len()).saturating_sub(self.footer) + self.header;
            let kept = wrong.iter().filter(|w| w.0 <= last).count();
            let skipped = wrong.len() - kept;
            wrong.truncate(kept);
            self.footer -= skipped.min(self.footer);
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let told = wrong.iter().map(|(i, n)| format!("\n    Line #{i} (got {n} columns instead of {})", plan.width));
        let text = format!("Some errors were detected !{}", told.collect::<String>());
        if call.flag(interp, 20, true)? {
            return Err(Raise::value_error(text));
        }
        interp.warn(&exc::CONVERSION_WARNING, &text)
    }

    /// The dtype of the array.
    fn result_type(
        &self,
        interp: &mut Interp,
        plan: &Plan,
        kinds: Kinds,
        converters: &[Converter],
        (call, data): (&Call<'_>, &[Value]),
    ) -> Result<Value> {
        let own = matches!(call.value(6), Value::Dict(d) if !d.0.borrow().is_empty());
        match kinds {
            Kinds::Fields(dtype, _) => return Ok(dtype),
            Kinds::One(d) if !own || converters.iter().all(|c| c.dtype == d) => return Ok(Value::DType(d)),
            _ => {}
        }
        let unknown = matches!(kinds, Kinds::Unknown);
        let counted: Vec<&Converter> = converters.iter().filter(|c| c.checked || !unknown).collect();
        let uniform = counted.windows(2).all(|w| w[0].dtype == w[1].dtype);
        let first = counted.first().map_or(DType::Float64, |c| c.dtype);
        if plan.names.is_none() && (uniform || converters.len() == 1) {
            return Ok(Value::DType(first));
        }
        let sized = |i: usize, c: &Converter| match c.dtype {
            DType::Str(0) => DType::Str(longest(data, i)),
            DType::Bytes(0) => DType::Bytes(longest(data, i)),
            d => d,
        };
        let name = |i: usize| match (&plan.names, unknown) {
            (Some(names), _) => names.get(i).cloned().unwrap_or_default(),
            (None, true) => plan.rules.nth(i),
            (None, false) => String::new(),
        };
        let fields = converters.iter().enumerate();
        let pairs = fields.map(|(i, c)| Value::tuple(vec![Value::str(name(i)), Value::DType(sized(i, c))])).collect();
        np::call(interp, "dtype", &[Value::list(pairs)])
    }
}

fn longest(data: &[Value], column: usize) -> u32 {
    let length = |row: &Value| match row {
        Value::Tuple(t) => match &t[column] {
            Value::Str(s) => s.len() as u32,
            Value::Bytes(b) => b.len() as u32,
            _ => 0,
        },
        _ => 0,
    };
    data.iter().map(length).max().unwrap_or(0)
}

/// Whether elements of the dtype have no fields.
fn simple(d: DType) -> bool {
    !d.is_structured()
}
