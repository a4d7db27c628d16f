//! `operator`: the operators as functions.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Rest, Table, Type, c};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::any::Any;

/// The module.
pub static OPERATOR: Module = Module::new("operator", "The operators as functions.", table, |_, _| None, &[]);

fn binary(names: &'static [&'static str], doc: &'static str, op: BinOp) -> Builtin {
    c(names, "a, b, /", doc, move |interp: &mut Interp, a: Value, b: Value| interp.binary(op, &a, &b))
}

fn compare(names: &'static [&'static str], doc: &'static str, op: CmpOp) -> Builtin {
    c(names, "a, b, /", doc, move |interp: &mut Interp, a: Value, b: Value| interp.compare(op, &a, &b))
}

fn table() -> Vec<Builtin> {
    vec![
        binary(&["add", "concat"], "Same as a + b.\n\n>>> operator.add(1, 2)\n3", BinOp::Add),
        binary(&["sub"], "Same as a - b.\n\n>>> operator.sub(1, 2)\n-1", BinOp::Sub),
        binary(&["mul"], "Same as a * b.\n\n>>> operator.mul(3, 2)\n6", BinOp::Mul),
        binary(&["truediv"], "Same as a / b.\n\n>>> operator.truediv(3, 2)\n1.5", BinOp::Div),
        binary(&["floordiv"], "Same as a // b.\n\n>>> operator.floordiv(3, 2)\n1", BinOp::FloorDiv),
        binary(&["mod"], "Same as a % b.\n\n>>> operator.mod(3, 2)\n1", BinOp::Mod),
        binary(&["pow"], "Same as a ** b.\n\n>>> operator.pow(3, 2)\n9", BinOp::Pow),
        binary(&["matmul"], "Same as a @ b.", BinOp::MatMul),
        binary(&["and_"], "Same as a & b.\n\n>>> operator.and_(6, 3)\n2", BinOp::BitAnd),
        binary(&["or_"], "Same as a | b.\n\n>>> operator.or_(6, 3)\n7", BinOp::BitOr),
        binary(&["xor"], "Same as a ^ b.\n\n>>> operator.xor(6, 3)\n5", BinOp::BitXor),
        binary(&["lshift"], "Same as a << b.\n\n>>> operator.lshift(1, 3)\n8", BinOp::LShift),
        binary(&["rshift"], "Same as a >> b.\n\n>>> operator.rshift(8, 3)\n1", BinOp::RShift),
        compare(&["eq"], "Same as a == b.\n\n>>> operator.eq(1, 1.0)\nTrue", CmpOp::Eq),
        compare(&["ne"], "Same as a != b.\n\n>>> operator.ne(1, 2)\nTrue", CmpOp::Ne),
        compare(&["lt"], "Same as a < b.\n\n>>> operator.lt(1, 2)\nTrue", CmpOp::Lt),
        compare(&["le"], "Same as a <= b.\n\n>>> operator.le(1, 2)\nTrue", CmpOp::Le),
        compare(&["gt"], "Same as a > b.\n\n>>> operator.gt(1, 2)\nFalse", CmpOp::Gt),
        compare(&["ge"], "Same as a >= b.\n\n>>> operator.ge(1, 2)\nFalse", CmpOp::Ge),
        compare(&["is_"], "Same as a is b.\n\n>>> operator.is_(None, None)\nTrue", CmpOp::Is),
        c(
            &["contains"],
            "a, b, /",
            "Same as b in a.\n\n>>> operator.contains([1], 1)\nTrue",
            |interp: &mut Interp, a: Value, b: Value| interp.compare(CmpOp::In, &b, &a),
        ),
        c(&["neg"], "a, /", "Same as -a.\n\n>>> operator.neg(3)\n-3", |interp: &mut Interp, a: Value| {
            interp.unary(UnaryOp::Neg, &a)
        }),
        c(&["not_"], "a, /", "Same as not a.\n\n>>> operator.not_(3)\nFalse", |interp: &mut Interp, a: Value| {
            interp.unary(UnaryOp::Not, &a)
        }),
        c(&["invert", "inv"], "a, /", "Same as ~a.\n\n>>> operator.invert(3)\n-4", |interp: &mut Interp, a: Value| {
            interp.unary(UnaryOp::Invert, &a)
        }),
        c(&["truth"], "a, /", "Same as bool(a).\n\n>>> operator.truth([])\nFalse", |interp: &mut Interp, a: Value| {
            interp.truth(&a)
        }),
        c(&["abs"], "a, /", "Same as abs(a).\n\n>>> operator.abs(-3)\n3", |interp: &mut Interp, a: Value| {
            super::python::functions::absolute(interp, a)
        }),
        c(
            &["index"],
            "a, /",
            "Return an int from what can be an index.\n\n>>> operator.index(True)\n1",
            |interp: &mut Interp, a: Value| interp.big_index(&a).map(Value::big),
        ),
        c(
            &["getitem"],
            "a, b, /",
            "Same as a[b].\n\n>>> operator.getitem('abc', 1)\n'b'",
            |interp: &mut Interp, a: Value, b: Value| interp.get_item(&a, &b),
        ),
        c(
            &["setitem"],
            "a, b, c, /",
            "Same as a[b] = c.\n\n>>> a = [1]; operator.setitem(a, 0, 2); a\n[2]",
            |interp: &mut Interp, a: Value, b: Value, v: Value| interp.set_item(&a, &b, v),
        ),
        compare(&["is_not"], "Same as a is not b.\n\n>>> operator.is_not(None, 1)\nTrue", CmpOp::IsNot),
        c(&["pos"], "a, /", "Same as +a.\n\n>>> operator.pos(True)\n1", |interp: &mut Interp, a: Value| {
            interp.unary(UnaryOp::Pos, &a)
        }),
        c(
            &["delitem"],
            "a, b, /",
            "Same as del a[b].\n\n>>> a = [1, 2]; operator.delitem(a, 0); a\n[2]",
            |interp: &mut Interp, a: Value, b: Value| crate::lang::protocol::subscript::delete(interp, &a, &b),
        ),
        c(
            &["countOf"],
            "a, b, /",
            "Return how often b occurs in a.\n\n>>> operator.countOf([1, 2, 1], 1)\n2",
            |interp: &mut Interp, a: Value, b: Value| {
                let items = interp.collect(&a)?;
                super::python::list::count_in(interp, &items, &b)
            },
        ),
        c(
            &["indexOf"],
            "a, b, /",
            "Return the first index of b in a.\n\n>>> operator.indexOf([1, 2], 2)\n1",
            |interp: &mut Interp, a: Value, b: Value| {
                for (i, item) in interp.collect(&a)?.iter().enumerate() {
                    if interp.equal(item, &b)? {
                        return Ok(i as i64);
                    }
                }
                Err(Raise::value_error("sequence.index(x): x not in sequence"))
            },
        ),
        c(
            &["length_hint"],
            "obj, default=0, /",
            "Return how many items there are, where that is known.\n\n>>> operator.length_hint([1, 2])\n2",
            |interp: &mut Interp, v: Value, default: Option<i64>| match interp.len(&v) {
                Ok(n) => Ok(n as i64),
                Err(_) => Ok(default.unwrap_or(0)),
            },
        ),
        c(
            &["call"],
            "obj, /, *args, **kwargs",
            "Same as obj(*args, **kwargs).\n\n>>> operator.call(max, 1, 2)\n2",
            |interp: &mut Interp, f: Value, Rest(args): Rest, kwargs: Kwargs| interp.call(&f, &args, &kwargs.0),
        ),
        in_place(&["iadd", "iconcat"], "Same as a += b.\n\n>>> operator.iadd([1], [2])\n[1, 2]", BinOp::Add),
        in_place(&["isub"], "Same as a -= b.\n\n>>> operator.isub(3, 1)\n2", BinOp::Sub),
        in_place(&["imul"], "Same as a *= b.\n\n>>> operator.imul(3, 2)\n6", BinOp::Mul),
        in_place(&["itruediv"], "Same as a /= b.\n\n>>> operator.itruediv(3, 2)\n1.5", BinOp::Div),
        in_place(&["ifloordiv"], "Same as a //= b.\n\n>>> operator.ifloordiv(3, 2)\n1", BinOp::FloorDiv),
        in_place(&["imod"], "Same as a %= b.\n\n>>> operator.imod(3, 2)\n1", BinOp::Mod),
        in_place(&["ipow"], "Same as a **= b.\n\n>>> operator.ipow(3, 2)\n9", BinOp::Pow),
        in_place(&["imatmul"], "Same as a @= b.", BinOp::MatMul),
        in_place(&["iand"], "Same as a &= b.\n\n>>> operator.iand(3, 2)\n2", BinOp::BitAnd),
        in_place(&["ior"], "Same as a |= b.\n\n>>> operator.ior(1, 2)\n3", BinOp::BitOr),
        in_place(&["ixor"], "Same as a ^= b.\n\n>>> operator.ixor(3, 2)\n1", BinOp::BitXor),
        in_place(&["ilshift"], "Same as a <<= b.\n\n>>> operator.ilshift(3, 2)\n12", BinOp::LShift),
        in_place(&["irshift"], "Same as a >>= b.\n\n>>> operator.irshift(3, 1)\n1", BinOp::RShift),
        c(
            &["itemgetter"],
            "item, /, *items",
            "Return a function that takes items of its argument.\n\n>>> operator.itemgetter(1)('abc'), operator.itemgetter(0, 2)('abc')\n('b', ('a', 'c'))",
            |_: &mut Interp, item: Value, more: Rest| Ok(getter(What::Items, item, more.0)),
        ),
        c(
            &["attrgetter"],
            "attr, /, *attrs",
            "Return a function that takes attributes of its argument.\n\n>>> operator.attrgetter('real')(3)\n3",
            attrgetter,
        ),
        c(
            &["methodcaller"],
            "name, /, *args, **kwargs",
            "Return a function that calls a method of its argument.\n\n>>> operator.methodcaller('split', ',')('a,b')\n['a', 'b']",
            |_: &mut Interp, name: Value, args: Rest, kwargs: Kwargs| {
                Ok(Value::object(Getter {
                    what: What::Call(kwargs.0),
                    keys: std::iter::once(name).chain(args.0).collect(),
                }))
            },
        ),
    ]
}

fn in_place(names: &'static [&'static str], doc: &'static str, op: BinOp) -> Builtin {
    c(names, "a, b, /", doc, move |interp: &mut Interp, a: Value, b: Value| {
        crate::lang::ops::in_place(interp, op, &a, &b)
    })
}

enum What {
    Items,
    Attributes,
    Call(Vec<(String, Value)>),
}

/// A function that takes something of its argument.
struct Getter {
    what: What,
    keys: Vec<Value>,
}

static GETTER: Type = Type::new("itemgetter", "operator", &[&OBJECT], Table::default);

fn getter(what: What, first: Value, more: Vec<Value>) -> Value {
    Value::object(Getter { what, keys: std::iter::once(first).chain(more).collect() })
}

fn attrgetter(_: &mut Interp, first: Value, Rest(more): Rest) -> Result<Value> {
    if std::iter::once(&first).chain(&more).any(|v| v.as_str().is_none()) {
        return Err(Raise::type_error("attribute name must be a string"));
    }
    Ok(getter(What::Attributes, first, more))
}

impl Getter {
    fn get(&self, interp: &mut Interp, v: &Value) -> Result<Value> {
        if let What::Call(kwargs) = &self.what {
            let method = interp.get_attr(v, self.keys[0].as_str().unwrap_or(""))?;
            return interp.call(&method, &self.keys[1..], kwargs);
        }
        let mut found = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            found.push(match self.what {
                What::Items => interp.get_item(v, key)?,
                _ => {
                    let path = key.as_str().unwrap_or("").split('.');
                    path.into_iter().try_fold(v.clone(), |v, name| interp.get_attr(&v, name))?
                }
            });
        }
        Ok(if found.len() == 1 { found.remove(0) } else { Value::tuple(found) })
    }
}

impl Object for Getter {
    fn type_(&self) -> &'static Type {
        &GETTER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let name = match self.what {
            What::Items => "itemgetter",
            What::Attributes => "attrgetter",
            What::Call(_) => "methodcaller",
        };
        let mut parts = Vec::new();
        for k in &self.keys {
            parts.push(interp.repr(k)?);
        }
        Ok(format!("operator.{name}({})", parts.join(", ")))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        let [v] = args else {
            let n = args.len();
            return Some(Err(Raise::type_error(format!("itemgetter expected 1 argument, got {n}"))));
        };
        Some(self.get(interp, v))
    }
}
