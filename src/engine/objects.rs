//! Elements of object arrays. A buffer holds eight bytes for each: the number of a value that is kept here. So all that
//! moves bytes moves references too, and nothing counts them: every buffer that may hold references is known, and when
//! enough has been kept since, the values that no buffer names any more are let go (mark and sweep). An array that holds
//! itself is never let go.

use super::dtype::DType;
use super::error::{Error, ErrorKind, Result};
use super::interrupt;
use super::mem::held;
use super::observe;
use super::scalar::Scalar;
use super::view::View;
use num_bigint::BigInt;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::sync::OnceLock;

/// A value of the language, which the engine only hands around.
#[derive(Clone)]
pub struct Handle(pub Rc<dyn Any>);

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:p}", Rc::as_ptr(&self.0))
    }
}

/// Whether it is the same object.
impl PartialEq for Handle {
    fn eq(&self, other: &Handle) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// An element: a value, or none where memory was never written, which is Python's `None`.
pub type Held = Option<Handle>;

/// What the language knows of its values.
pub struct Hooks {
    /// A number, a string … as the Python value that `item()` makes of it.
    pub wrap: fn(&Scalar) -> Held,
    /// An integer of any size.
    pub big: fn(&BigInt) -> Held,
    /// A value as an element of another dtype.
    pub element: fn(&Held, DType) -> Result<Scalar>,
    /// How many characters any value of its type needs, if it is a NumPy scalar.
    pub width: fn(&Held) -> Option<u32>,
    /// Its text in a printed array.
    pub text: fn(&Held) -> Result<String>,
    /// Its text as the only element of an array without axes.
    pub plain: fn(&Held) -> Result<String>,
    /// `bool`
    pub truth: fn(&Held) -> Result<bool>,
    /// What a ufunc does to values.
    pub apply: fn(&'static str, &[Held]) -> Result<Held>,
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Tells the engine what the language knows of its values.
pub fn install(hooks: Hooks) {
    let _ = HOOKS.set(hooks);
}

/// What the language knows of its values.
///
/// # Errors
/// Where the engine stands alone.
pub fn hooks() -> Result<&'static Hooks> {
    HOOKS.get().ok_or_else(|| Error::unsupported("no language that knows what objects are"))
}

/// The truth of a value; one that can't tell counts as true.
pub fn is_true(value: &Held) -> bool {
    hooks().and_then(|h| (h.truth)(value)).unwrap_or(true)
}

/// A value, or what comes after it in the list of free places.
enum Place {
    Used(Handle),
    Free,
}

/// Values kept before the first search for those that nothing names.
const FIRST: usize = 1 << 12;
/// Bytes of arrays that may have come since the last search.
const HEAVY: u64 = 1 << 26;

#[derive(Default)]
struct Table {
    places: Vec<Place>,
    free: Vec<u32>,
    /// How many may be kept before the next search.
    limit: usize,
    /// How many bytes of arrays may live before the next search: the values may be what holds them.
    heavy: u64,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
    /// Whether a buffer with references has gone since the last search.
    static GONE: Cell<bool> = const { Cell::new(false) };
    /// Which element of a loop is looked at.
    static PLACE: Cell<usize> = const { Cell::new(0) };
    static PENDING: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// The number by which a buffer names the value; 0 is none.
pub fn keep(handle: &Handle) -> u64 {
    let live = || observe::totals().live;
    if TABLE.with_borrow(|t| t.places.len() - t.free.len() >= t.limit.max(FIRST) || live() > t.heavy.max(HEAVY)) {
        collect();
        TABLE.with_borrow_mut(|t| {
            t.limit = 2 * (t.places.len() - t.free.len());
            t.heavy = 2 * live();
        });
    }
    TABLE.with_borrow_mut(|t| {
        let place = Place::Used(handle.clone());
        if let Some(at) = t.free.pop() {
            t.places[at as usize] = place;
            return at as u64 + 1;
        }
        t.places.push(place);
        t.places.len() as u64
    })
}

/// The value of a number; `None` for zeroed memory and numbers that are none.
pub fn of(number: u64) -> Held {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    TABLE.with_borrow(|t| match t.places.get(at) {
        Some(Place::Used(handle)) => Some(handle.clone()),
        _ => None,
    })
}

/// Notes that a buffer with references is gone.
pub(super) fn note_gone() {
    GONE.set(true);
}

/// Searches of one [`tidy`]: a longer chain of arrays that hold arrays goes bit by bit, so that no statement waits for it.
const ROUNDS: usize = 64;

/// Lets go what the buffers gone since the last time were alone to name.
pub fn tidy() {
    // Each value let go may be an array of references itself.
    for _ in 0..ROUNDS {
        if !GONE.take() {
            return;
        }
        collect();
    }
}

/// Lets go the values that no buffer names.
fn collect() {
    let let_go = TABLE.with_borrow_mut(|t| {
        let mut named = vec![false; t.places.len()];
        held::each_word(|word| {
            if let Some(mark) = usize::try_from(word).ok().and_then(|w| named.get_mut(w.wrapping_sub(1))) {
                *mark = true;
            }
        });
        let mut let_go = Vec::new();
        for (at, (place, named)) in t.places.iter_mut().zip(named).enumerate() {
            if !named && matches!(place, Place::Used(_)) {
                let_go.push(std::mem::replace(place, Place::Free));
                t.free.push(at as u32);
            }
        }
        let_go
    });
    // The last reference to an array frees its buffer, which comes back to the table.
    drop(let_go);
}

/// Puts away an error of a loop that can only say that it failed. An interrupt leaves the loop, where it can be left.
pub fn postpone(error: Error) {
    if error.kind == ErrorKind::Interrupt {
        interrupt::again();
        interrupt::poll();
    }
    PENDING.with_borrow_mut(|p| *p = p.take().or(Some(error)));
}

/// Which element of the loop that runs is looked at, for its errors.
pub fn place() -> usize {
    PLACE.get()
}

/// Whether an error was put away.
pub fn failed() -> bool {
    PENDING.with_borrow(Option::is_some)
}

/// The error put away, if there is one.
///
/// # Errors
/// That.
pub fn pending() -> Result<()> {
    PENDING.with_borrow_mut(Option::take).map_or(Ok(()), Err)
}

/// The element at a byte offset of a view of objects.
pub fn get(view: &View, offset: usize) -> Held {
    match view.get_at(offset) {
        Scalar::Object(held) => held,
        other => hooks().ok().and_then(|h| (h.wrap)(&other)),
    }
}

/// Makes every reference the integer 0, which is what NumPy's `zeros` are of objects.
///
/// # Errors
/// Where the engine stands alone.
pub(super) fn fill_zero(view: &View) -> Result<()> {
    match view.dtype() {
        DType::Object => {
            let zero = Scalar::Object((hooks()?.big)(&BigInt::ZERO));
            let place = View::from_scalar(&zero)?;
            let all = place.broadcast_to(view.shape()).unwrap_or(place);
            super::mem::access::copy_same_dtype(&all, view)
        }
        DType::Record(record) => record.fields.iter().try_for_each(|f| fill_zero(&view.field(f))),
        _ => Ok(()),
    }
}

/// All elements of a view of objects, in C order.
pub fn all(view: &View) -> Vec<Held> {
    view.offsets().map(|at| get(view, at)).collect()
}

/// Calls `f` with each offset, looking at the interrupt flag now and then.
///
/// # Errors
/// Those of `f`; `KeyboardInterrupt`.
pub fn each<T>(items: impl Iterator<Item = T>, mut f: impl FnMut(T) -> Result<()>) -> Result<()> {
    for (k, item) in items.enumerate() {
        if k % 1024 == 0 {
            interrupt::check()?;
        }
        PLACE.set(k);
        f(item)?;
    }
    PLACE.set(0);
    Ok(())
}
