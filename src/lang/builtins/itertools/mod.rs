//! `itertools`.

mod combine;
mod endless;
mod select;

use super::python::iterators::made_by;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, c};
use crate::lang::value::Value;

/// The module.
pub static ITERTOOLS: Module = Module::new("itertools", "Iterators of iterators.", table, value, NAMES);

macro_rules! types {
    ($($id:ident $name:literal $full:literal $table:path;)*) => {
        $(static $id: Type = Type::new($name, "itertools", &[&OBJECT], $table);)*
        const NAMES: &[&str] = &[$($name),*];

        /// The type of an iterator, by its full name.
        pub fn type_of(name: &str) -> Option<&'static Type> {
            match name {
                $($full => Some(&$id),)*
                _ => None,
            }
        }

        fn value(_: &mut Interp, name: &str) -> Option<Value> {
            match name {
                $($name => Some(Value::Type(&$id)),)*
                _ => None,
            }
        }
    };
}

types! {
    ACCUMULATE "accumulate" "itertools.accumulate" accumulate;
    CHAIN "chain" "itertools.chain" chain;
    COMBINATIONS "combinations" "itertools.combinations" combinations;
    COMBINATIONS_WITH_REPLACEMENT "combinations_with_replacement" "itertools.combinations_with_replacement" combinations_with_replacement;
    COMPRESS "compress" "itertools.compress" compress;
    COUNT "count" "itertools.count" count;
    CYCLE "cycle" "itertools.cycle" cycle;
    DROPWHILE "dropwhile" "itertools.dropwhile" dropwhile;
    FILTERFALSE "filterfalse" "itertools.filterfalse" filterfalse;
    GROUPBY "groupby" "itertools.groupby" groupby;
    ISLICE "islice" "itertools.islice" islice;
    PAIRWISE "pairwise" "itertools.pairwise" pairwise;
    PERMUTATIONS "permutations" "itertools.permutations" permutations;
    PRODUCT "product" "itertools.product" product;
    REPEAT "repeat" "itertools.repeat" repeat;
    STARMAP "starmap" "itertools.starmap" starmap;
    TAKEWHILE "takewhile" "itertools.takewhile" takewhile;
    ZIP_LONGEST "zip_longest" "itertools.zip_longest" zip_longest;
}

fn table() -> Vec<Builtin> {
    vec![c(
        &["tee"],
        "iterable, n=2, /",
        "Return n independent iterators of one.\n\n>>> a, b = itertools.tee([1, 2]); list(a), list(b)\n([1, 2], [1, 2])",
        select::tee,
    )]
}

fn accumulate() -> Table {
    made_by(c(
        &["accumulate"],
        "iterable, func=None, *, initial=None",
        "Return running sums, or results of a function.\n\n>>> list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([3, 1, 4], max, initial=2))\n([1, 3, 6], [2, 3, 3, 4])",
        endless::accumulate,
    ))
}

fn chain() -> Table {
    let statics = vec![c(
        &["from_iterable"],
        "iterable, /",
        "Return the items of the items of an iterable.\n\n>>> list(itertools.chain.from_iterable([[1, 2], [3]]))\n[1, 2, 3]",
        endless::from_iterable,
    )];
    Table {
        statics,
        ..made_by(c(
            &["chain"],
            "*iterables",
            "Return the items of all iterables, one after another.\n\n>>> list(itertools.chain([1], 'ab'))\n[1, 'a', 'b']",
            endless::chain,
        ))
    }
}

fn combinations() -> Table {
    made_by(c(
        &["combinations"],
        "iterable, r",
        "Return the subsets of r items.\n\n>>> list(itertools.combinations('abc', 2))\n[('a', 'b'), ('a', 'c'), ('b', 'c')]",
        combine::combinations,
    ))
}

fn combinations_with_replacement() -> Table {
    made_by(c(
        &["combinations_with_replacement"],
        "iterable, r",
        "Return the choices of r items that may repeat.\n\n>>> list(itertools.combinations_with_replacement('ab', 2))\n[('a', 'a'), ('a', 'b'), ('b', 'b')]",
        combine::combinations_with_replacement,
    ))
}

fn compress() -> Table {
    made_by(c(
        &["compress"],
        "data, selectors",
        "Return the items whose selector is true.\n\n>>> list(itertools.compress('abc', [1, 0, 1]))\n['a', 'c']",
        select::compress,
    ))
}

fn count() -> Table {
    made_by(c(
        &["count"],
        "start=0, step=1",
        "Return start, start + step, …\n\n>>> it = itertools.count(10, 5); next(it), next(it)\n(10, 15)",
        endless::count,
    ))
}

fn cycle() -> Table {
    made_by(c(
        &["cycle"],
        "iterable, /",
        "Return the items again and again.\n\n>>> list(itertools.islice(itertools.cycle('ab'), 5))\n['a', 'b', 'a', 'b', 'a']",
        endless::cycle,
    ))
}

fn dropwhile() -> Table {
    made_by(c(
        &["dropwhile"],
        "predicate, iterable, /",
        "Return the items from the first that fails a test.\n\n>>> list(itertools.dropwhile(lambda x: x < 2, [1, 2, 1]))\n[2, 1]",
        select::dropwhile,
    ))
}

fn filterfalse() -> Table {
    made_by(c(
        &["filterfalse"],
        "function, iterable, /",
        "Return the items that fail a test.\n\n>>> list(itertools.filterfalse(None, [0, 1, 2]))\n[0]",
        select::filterfalse,
    ))
}

fn groupby() -> Table {
    made_by(c(
        &["groupby"],
        "iterable, key=None",
        "Return runs of items with equal keys.\n\n>>> [(k, list(g)) for k, g in itertools.groupby('aab')]\n[('a', ['a', 'a']), ('b', ['b'])]",
        select::groupby,
    ))
}

fn islice() -> Table {
    made_by(c(
        &["islice"],
        "iterable, start, stop=None, step=None, /",
        "Return a slice of an iterable.\n\n>>> list(itertools.islice('abcdef', 1, None, 2))\n['b', 'd', 'f']",
        select::islice,
    ))
}

fn pairwise() -> Table {
    made_by(c(
        &["pairwise"],
        "iterable, /",
        "Return overlapping pairs.\n\n>>> list(itertools.pairwise([1, 2, 3]))\n[(1, 2), (2, 3)]",
        select::pairwise,
    ))
}

fn permutations() -> Table {
    made_by(c(
        &["permutations"],
        "iterable, r=None",
        "Return the arrangements of r items.\n\n>>> list(itertools.permutations([1, 2, 3], 2))\n[(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]",
        combine::permutations,
    ))
}

fn product() -> Table {
    made_by(c(
        &["product"],
        "*iterables, repeat=1",
        "Return the Cartesian product.\n\n>>> list(itertools.product('ab', [0, 1]))\n[('a', 0), ('a', 1), ('b', 0), ('b', 1)]",
        combine::product,
    ))
}

fn repeat() -> Table {
    made_by(c(
        &["repeat"],
        "object, times=None",
        "Return an object again and again.\n\n>>> list(itertools.repeat(7, 3))\n[7, 7, 7]",
        endless::repeat,
    ))
}

fn starmap() -> Table {
    made_by(c(
        &["starmap"],
        "function, iterable, /",
        "Return what a function makes of argument tuples.\n\n>>> list(itertools.starmap(pow, [(2, 3), (3, 2)]))\n[8, 9]",
        select::starmap,
    ))
}

fn takewhile() -> Table {
    made_by(c(
        &["takewhile"],
        "predicate, iterable, /",
        "Return the items before the first that fails a test.\n\n>>> list(itertools.takewhile(lambda x: x < 2, [1, 2, 1]))\n[1]",
        select::takewhile,
    ))
}

fn zip_longest() -> Table {
    made_by(c(
        &["zip_longest"],
        "*iterables, fillvalue=None",
        "Return tuples with one item of each iterable, filled where one has ended.\n\n>>> list(itertools.zip_longest('ab', [1], fillvalue=0))\n[('a', 1), ('b', 0)]",
        select::zip_longest,
    ))
}
