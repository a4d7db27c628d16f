//! `np.frompyfunc`: a function of the program as a ufunc of objects.

use super::call::{out_array, where_mask};
use crate::engine::broadcast::broadcast_shapes;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::kernels::ufunc::{Axes, output_layout};
use crate::engine::kernels::{Operand, cast};
use crate::engine::layout::{Shape, Strides};
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::watch;
use crate::engine::observe::{self, MemEvent};
use crate::engine::{self, DType, Error, ErrorKind, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::reduce::request::{Request, axes, some};
use crate::lang::builtins::numpy::types::UFUNC;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::objects;
use crate::lang::ops::arrays;
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::Type;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

/// A ufunc whose loop calls a function.
pub struct PyUfunc {
    function: Value,
    /// `__name__`
    pub name: String,
    /// The number of inputs.
    pub nin: usize,
    /// The number of outputs.
    pub nout: usize,
    /// Not given: none, and the order of the operands matters.
    identity: Option<Value>,
}

impl Object for PyUfunc {
    fn type_(&self) -> &'static Type {
        &UFUNC
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<ufunc '{}'>", self.name))
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        Some(self.run(interp, args, kwargs))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }
}

/// `np.frompyfunc(func, nin, nout, *, identity)`.
///
/// # Errors
/// `TypeError` for what is not callable.
pub fn frompyfunc(interp: &mut Interp, func: Value, nin: i64, nout: i64, identity: Given) -> Result<Value> {
    if !is_callable(interp, &func) {
        return Err(Raise::type_error("function must be callable"));
    }
    if nin < 0 || nout < 0 || nin + nout > 64 {
        let text = format!(
            "Cannot construct a ufunc with more than 64 operands (requested number were: inputs = {nin} and outputs = {nout})"
        );
        return Err(Raise::value_error(text));
    }
    let own = interp.get_attr(&func, "__name__").ok().and_then(|v| v.as_str().map(str::to_string));
    let name = format!("{} (vectorized)", own.as_deref().unwrap_or("?"));
    Ok(Value::object(PyUfunc { function: func, name, nin: nin as usize, nout: nout as usize, identity: identity.0 }))
}

/// A value as objects: an array first, whose elements become Python's.
fn as_objects(interp: &mut Interp, value: &Value) -> Result<View> {
    let view = match convert::any_operand(interp, value)? {
        Operand::Array(view) => view,
        _ => return objects::alone(value),
    };
    convert::cast_to(&view, DType::Object)
}

/// What a call was given beside its inputs.
struct Keywords {
    outs: Vec<Option<Rc<Array>>>,
    mask: Option<View>,
}

impl PyUfunc {
    /// `identity`, `None` where there is none.
    pub fn identity(&self) -> Value {
        self.identity.clone().unwrap_or(Value::None)
    }

    fn run(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        let (nin, most, given) = (self.nin, self.nin + self.nout, args.len());
        if !(nin..=most).contains(&given) {
            let was = if given == 1 { "was" } else { "were" };
            let name = &self.name;
            let text = format!("{name}() takes from {nin} to {most} positional arguments but {given} {was} given");
            return Err(Raise::type_error(text));
        }
        let keywords = self.keywords(interp, &args[nin..], kwargs)?;
        let views = args[..nin].iter().map(|v| as_objects(interp, v)).collect::<Result<Vec<View>>>()?;
        self.apply(interp, &views, keywords)
    }

    fn keywords(&self, interp: &mut Interp, places: &[Value], kwargs: &[(String, Value)]) -> Result<Keywords> {
        const KNOWN: [&str; 8] = ["out", "where", "casting", "order", "dtype", "subok", "signature", "sig"];
        if let Some((key, _)) = kwargs.iter().find(|(k, _)| !KNOWN.contains(&k.as_str())) {
            return Err(Raise::type_error(format!("{}() got an unexpected keyword argument '{key}'", self.name)));
        }
        let named = |name: &str| kwargs.iter().find(|(k, _)| k == name).map(|(_, v)| v);
        if !places.is_empty() && named("out").is_some() {
            return Err(Raise::type_error("cannot specify 'out' as both a positional and keyword argument"));
        }
        let outs = match named("out") {
            None => places.iter().map(out_array).collect::<Result<_>>()?,
            Some(Value::Tuple(items)) if items.len() != self.nout => {
                return Err(Raise::value_error("The 'out' tuple must have exactly one entry per ufunc output"));
            }
            Some(Value::Tuple(items)) => items.iter().map(out_array).collect::<Result<_>>()?,
            Some(_) if self.nout > 1 => return Err(Raise::type_error("'out' must be a tuple of arrays")),
            Some(one) => vec![out_array(one)?],
        };
        for (i, out) in outs.iter().enumerate() {
            if let Some(out) = out {
                self.check_out(out.view().dtype(), (self.nout > 1).then_some(self.nin + i))?;
            }
        }
        let mask = match named("where").filter(|v| !matches!(v, Value::Bool(true))) {
            Some(mask) => Some(where_mask(interp, mask)?),
            None => None,
        };
        if mask.is_some() && outs.iter().all(Option::is_none) {
            let text = "'where' used without 'out', expect unitialized memory in output. If this is intentional, use out=None.";
            interp.warn(&exc::USER_WARNING, text)?;
        }
        Ok(Keywords { outs, mask })
    }

    /// Results are objects, which only `object` takes without another word.
    fn check_out(&self, dtype: DType, index: Option<usize>) -> Result<()> {
        if promote::can_cast(DType::Object, dtype, Casting::SameKind) {
            return Ok(());
        }
        let index = index.map_or(String::new(), |i| format!(" {i}"));
        let (from, to) = (promote::dtype_repr(DType::Object), promote::dtype_repr(dtype));
        let text = format!(
            "Cannot cast ufunc '{}' output{index} from {from} to {to} with casting rule 'same_kind'",
            self.name
        );
        Err(Error::new(ErrorKind::UFuncType, text).into())
    }

    fn apply(&self, interp: &mut Interp, views: &[View], keywords: Keywords) -> Result<Value> {
        let Keywords { outs, mask } = keywords;
        let given: Vec<View> = outs.iter().flatten().map(|a| a.view().clone()).collect();
        let shapes: Vec<&[usize]> = views.iter().chain(&mask).chain(&given).map(View::shape).collect();
        let shape = broadcast_shapes(&shapes)?;
        let stretch = |v: &View| v.broadcast_to(&shape).unwrap_or_else(|| v.clone());
        let wide: Vec<View> = views.iter().map(stretch).collect();
        let mask = mask.as_ref().map(stretch);
        let beside: Vec<&View> = wide.iter().collect();
        let mut targets = Vec::with_capacity(self.nout);
        for i in 0..self.nout {
            targets.push(match outs.get(i).cloned().flatten() {
                Some(out) => out.view().clone(),
                None => View::alloc(output_layout(&shape, &beside, Order::K, DType::Object), Init::Zeroed)?,
            });
        }
        observe::note_reads(wide.iter());
        let places: Vec<Vec<usize>> = wide.iter().map(|v| v.offsets().collect()).collect();
        let to: Vec<Vec<usize>> = targets.iter().map(|v| v.offsets().collect()).collect();
        let picked: Option<Vec<bool>> = mask.map(|m| m.scalars().map(|s| s.truth()).collect());
        for k in 0..shape.iter().product() {
            if picked.as_ref().is_some_and(|p| !p[k]) {
                continue;
            }
            let items: Vec<Value> = wide.iter().zip(&places).map(|(v, at)| Value::scalar(v.get_at(at[k]))).collect();
            let result = interp.call(&self.function, &items, &[])?;
            self.spread(result, &targets, &to, k);
        }
        let results = targets.into_iter().enumerate().map(|(i, view)| {
            observe::note(MemEvent::Write { id: view.id(), bytes: view.nbytes() });
            outs.get(i).cloned().flatten().map_or_else(|| arrays::wrap(view), Value::Array)
        });
        let mut results: Vec<Value> = results.collect();
        Ok(if results.len() == 1 { results.remove(0) } else { Value::tuple(results) })
    }

    /// Stores what one call gave: for several outputs a tuple of as many.
    fn spread(&self, result: Value, targets: &[View], places: &[Vec<usize>], k: usize) {
        match (&result, targets) {
            (_, [one]) => access::store(one, places[0][k], &objects::scalar(&result)),
            (Value::Tuple(items), many) if items.len() == many.len() => {
                for ((view, at), item) in many.iter().zip(places).zip(items.iter()) {
                    access::store(view, at[k], &objects::scalar(item));
                }
            }
            _ => {}
        }
    }

    fn expect_binary(&self, method: &str) -> Result<()> {
        if self.nin != 2 {
            return Err(Raise::value_error(format!("{method} only supported for binary functions")));
        }
        if self.nout != 1 {
            return Err(Raise::value_error(format!("{method} only supported for functions returning a single value")));
        }
        Ok(())
    }

    /// Folds the elements of `lane`, in order, from `start` on.
    fn fold(&self, interp: &mut Interp, start: Option<Value>, lane: Vec<Value>) -> Result<Option<Value>> {
        let mut so_far = start;
        for item in lane {
            so_far = Some(match so_far {
                Some(value) => interp.call(&self.function, &[value, item], &[])?,
                None => item,
            });
        }
        Ok(so_far)
    }

    /// `f.reduce(array, …)`.
    ///
    /// # Errors
    /// NumPy's, and what the function raises.
    pub fn reduce(&self, interp: &mut Interp, array: &Value, request: &Request) -> Result<Value> {
        self.expect_binary("reduce")?;
        let out = request.out(interp)?;
        let view = as_objects(interp, array)?;
        let axis = request.axis.as_ref().map_or(Ok(Axes::default()), |v| axes(interp, v))?;
        let marked = axis.mask(view.rank())?;
        if self.identity.is_none() && marked.iter().filter(|&&m| m).count() > 1 {
            let text =
                format!("reduction operation '{}' is not reorderable, so at most one axis may be specified", self.name);
            return Err(Raise::value_error(text));
        }
        let mask = match &request.where_ {
            None | Some(Value::Bool(true)) => None,
            Some(mask) => {
                let mask = where_mask(interp, mask)?;
                let wide = mask.broadcast_to(view.shape());
                Some(wide.ok_or_else(|| Raise::value_error("where mask does not broadcast to the array"))?)
            }
        };
        let start = match &request.initial {
            Some(value) => some(&Some(value.clone())).cloned(),
            None if view.size() == 0 => self.identity.clone().filter(|v| !v.is_none()),
            None => None,
        };
        if start.is_none() && mask.is_some() {
            return Err(Raise::value_error(format!(
                "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
                self.name
            )));
        }
        let kept = |on: bool| -> Vec<usize> { (0..view.rank()).filter(|&i| marked[i] != on).collect() };
        let (outer, inner) = (kept(true), kept(false));
        let keepdims = request.keepdims(interp)?;
        let shape: Shape = (0..view.rank())
            .filter(|&i| keepdims || !marked[i])
            .map(|i| if marked[i] { 1 } else { view.shape()[i] })
            .collect();
        let result = View::alloc(Layout::c(DType::Object, &shape), Init::Zeroed)?;
        if view.size() == 0 {
            self.fill_empty(&result, start)?;
            return deliver(result, out);
        }
        let lanes = axes_of(&view, &outer);
        let lane_masks = mask.as_ref().map(|m| axes_of(m, &outer).offsets().collect::<Vec<_>>());
        for (k, (from, to)) in lanes.offsets().zip(result.offsets()).enumerate() {
            let lane = lane_at(&view, &inner, from);
            let picked = match (&mask, &lane_masks) {
                (Some(m), Some(at)) => lane_at(m, &inner, at[k]).scalars().map(|s| s.truth()).collect(),
                _ => watch::filled(true, lane.size()),
            };
            let items = lane.scalars().zip(picked).filter(|(_, p)| *p).map(|(s, _)| Value::scalar(s)).collect();
            let folded = self.fold(interp, start.clone(), items)?;
            access::store(&result, to, &objects::scalar(&folded.unwrap_or(Value::None)));
        }
        deliver(result, out)
    }

    /// The results of reductions of nothing.
    fn fill_empty(&self, result: &View, start: Option<Value>) -> Result<()> {
        if result.size() == 0 {
            return Ok(());
        }
        let Some(start) = start else {
            let text = format!("zero-size array to reduction operation {} which has no identity", self.name);
            return Err(Raise::value_error(text));
        };
        result.offsets().for_each(|at| access::store(result, at, &objects::scalar(&start)));
        Ok(())
    }

    /// `f.accumulate(array, …)`.
    ///
    /// # Errors
    /// NumPy's, and what the function raises.
    pub fn accumulate(&self, interp: &mut Interp, array: &Value, request: &Request) -> Result<Value> {
        self.expect_binary("accumulate")?;
        let out = request.out(interp)?;
        let view = as_objects(interp, array)?;
        let axis = self.one_axis(interp, "accumulate", &view, request)?;
        let result = View::alloc(view.layout().like(Order::K, DType::Object), Init::Zeroed)?;
        if result.size() == 0 {
            return deliver(result, out);
        }
        let outer: Vec<usize> = (0..view.rank()).filter(|&i| i != axis).collect();
        let starts = axes_of(&view, &outer).offsets().zip(axes_of(&result, &outer).offsets()).collect::<Vec<_>>();
        for (from, to) in starts {
            let (lane, into) = (lane_at(&view, &[axis], from), lane_at(&result, &[axis], to));
            let mut so_far = None;
            for (item, at) in lane.scalars().map(Value::scalar).zip(into.offsets()) {
                so_far = self.fold(interp, so_far, vec![item])?;
                access::store(&result, at, &objects::scalar(so_far.as_ref().unwrap_or(&Value::None)));
            }
        }
        deliver(result, out)
    }

    /// `f.reduceat(array, starts, …)`.
    ///
    /// # Errors
    /// NumPy's, and what the function raises.
    pub fn reduceat(&self, interp: &mut Interp, array: &Value, starts: &[i64], request: &Request) -> Result<Value> {
        self.expect_binary("reduceat")?;
        let out = request.out(interp)?;
        let view = as_objects(interp, array)?;
        let axis = self.one_axis(interp, "reduceat", &view, request)?;
        let len = view.shape()[axis];
        if let Some(bad) = starts.iter().find(|&&i| i < 0 || i as usize >= len) {
            let text = format!("index {bad} out-of-bounds in {}.reduceat [0, {len})", self.name);
            return Err(Raise::index_error(text));
        }
        let mut shape = Shape::from(view.shape());
        shape[axis] = starts.len();
        let result = View::alloc(Layout::c(DType::Object, &shape), Init::Zeroed)?;
        if result.size() == 0 {
            return deliver(result, out);
        }
        let outer: Vec<usize> = (0..view.rank()).filter(|&i| i != axis).collect();
        let lanes = axes_of(&view, &outer).offsets().zip(axes_of(&result, &outer).offsets()).collect::<Vec<_>>();
        for (from, to) in lanes {
            let items: Vec<Value> = lane_at(&view, &[axis], from).scalars().map(Value::scalar).collect();
            for (k, at) in lane_at(&result, &[axis], to).offsets().enumerate() {
                let first = starts[k] as usize;
                let last = starts.get(k + 1).map_or(len, |&i| i as usize).max(first + 1);
                let folded = self.fold(interp, None, items[first..last].to_vec())?;
                access::store(&result, at, &objects::scalar(&folded.unwrap_or(Value::None)));
            }
        }
        deliver(result, out)
    }

    fn one_axis(&self, interp: &mut Interp, method: &str, view: &View, request: &Request) -> Result<usize> {
        let axis = request.axis.as_ref().map_or(Ok(Axes::default()), |v| axes(interp, v))?;
        let marked = axis.mask(view.rank())?;
        if view.rank() == 0 {
            return Err(Raise::type_error(format!("cannot {method} on a scalar")));
        }
        match marked.iter().filter(|&&m| m).count() {
            1 => Ok(marked.iter().position(|&m| m).unwrap_or(0)),
            _ => Err(Raise::value_error(format!("{method} does not allow multiple axes"))),
        }
    }

    /// `f.outer(a, b, …)`.
    ///
    /// # Errors
    /// NumPy's, and what the function raises.
    pub fn outer(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        if self.nin != 2 {
            return Err(Raise::value_error("outer product only supported for binary functions"));
        }
        let [a, b] = args else { return Err(Raise::type_error("exactly two arguments expected")) };
        let keywords = self.keywords(interp, &[], kwargs)?;
        let (a, b) = (as_objects(interp, a)?, as_objects(interp, b)?);
        let mut layout = a.layout().clone();
        (0..b.rank()).for_each(|_| layout.insert_axis(layout.rank()));
        self.apply(interp, &[a.derive(layout), b], keywords)
    }

    /// `f.at(a, indices, b)`.
    ///
    /// # Errors
    /// Always: it is outside the language.
    pub fn at(&self) -> Result<()> {
        Err(Raise::unsupported("Ravel has no .at of np.frompyfunc; assign in a loop"))
    }
}

/// A view of these axes alone.
fn axes_of(view: &View, axes: &[usize]) -> View {
    let own = view.layout();
    let shape: Shape = axes.iter().map(|&i| own.shape[i]).collect();
    let strides: Strides = axes.iter().map(|&i| own.strides[i]).collect();
    view.derive(Layout { dtype: own.dtype, shape, strides, offset: own.offset })
}

/// As [`axes_of`], from another element on.
fn lane_at(view: &View, axes: &[usize], offset: usize) -> View {
    let lane = axes_of(view, axes);
    view.derive(Layout { offset, ..lane.layout().clone() })
}

fn deliver(result: View, out: Option<Rc<Array>>) -> Result<Value> {
    let Some(out) = out else { return Ok(arrays::wrap(result)) };
    let view = out.view().clone();
    let done: engine::Result<()> = cast::assign(&view, &Operand::Array(result));
    done?;
    Ok(Value::Array(out))
}
