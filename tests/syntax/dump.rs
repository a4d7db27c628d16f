//! A tree as one S-expression, in the form that `tests/oracle/ast_dump.py` writes.

use ravel::syntax::Span;
use ravel::syntax::ast::*;

pub fn module(module: &Module) -> String {
    body(&module.body)
}

fn body(statements: &[Stmt]) -> String {
    list(statements.iter().map(stmt))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(" "))
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        match unit {
            0x22 => out.push_str("\\\""),
            0x5C => out.push_str("\\\\"),
            0x0A => out.push_str("\\n"),
            0x0D => out.push_str("\\r"),
            0x09 => out.push_str("\\t"),
            0x08 => out.push_str("\\b"),
            0x0C => out.push_str("\\f"),
            0x20..0x7F => out.push(unit as u8 as char),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out + "\""
}

fn maybe(value: Option<&Expr>) -> String {
    value.map_or("_".into(), expr)
}

fn alias(a: &Alias) -> String {
    format!("(alias {} {})", quote(&a.name), a.asname.as_ref().map_or("_".into(), |n| quote(n)))
}

fn stmt(s: &Stmt) -> String {
    let text = match &s.kind {
        StmtKind::Expr(e) => format!("Expr {}", expr(e)),
        StmtKind::Assign { targets, value } => format!("Assign {} {}", list(targets.iter().map(expr)), expr(value)),
        StmtKind::AugAssign { target, op, value } => {
            format!("AugAssign {} {} {}", expr(target), binop(*op), expr(value))
        }
        StmtKind::AnnAssign { target, value } => format!("AnnAssign {} {}", expr(target), maybe(value.as_ref())),
        StmtKind::Delete(targets) => format!("Delete {}", list(targets.iter().map(expr))),
        StmtKind::Pass => "Pass".into(),
        StmtKind::Break => "Break".into(),
        StmtKind::Continue => "Continue".into(),
        StmtKind::Return(value) => format!("Return {}", maybe(value.as_ref())),
        StmtKind::If { test, body: b, orelse } => format!("If {} {} {}", expr(test), body(b), body(orelse)),
        StmtKind::While { test, body: b, orelse } => format!("While {} {} {}", expr(test), body(b), body(orelse)),
        StmtKind::For { target, iter, body: b, orelse } => {
            format!("For {} {} {} {}", expr(target), expr(iter), body(b), body(orelse))
        }
        StmtKind::FunctionDef(f) => {
            format!("FunctionDef {} (arguments{}) {}", quote(&f.name), params(&f.params), body(&f.body))
        }
        StmtKind::Try { body: b, handlers, orelse, finalbody } => {
            let handlers = list(handlers.iter().map(|h| {
                let name = h.name.as_ref().map_or("_".into(), |n| quote(&n.name));
                format!("(ExceptHandler {} {} {})", maybe(h.kind.as_ref()), name, body(&h.body))
            }));
            format!("Try {} {} {} {}", body(b), handlers, body(orelse), body(finalbody))
        }
        StmtKind::Raise { exc, cause } => format!("Raise {} {}", maybe(exc.as_ref()), maybe(cause.as_ref())),
        StmtKind::With { items, body: b } => {
            let items = list(items.iter().map(|(e, t)| format!("(withitem {} {})", expr(e), maybe(t.as_ref()))));
            format!("With {items} {}", body(b))
        }
        StmtKind::Assert { test, msg } => format!("Assert {} {}", expr(test), maybe(msg.as_ref())),
        StmtKind::Import(names) => format!("Import {}", list(names.iter().map(alias))),
        StmtKind::ImportFrom { module, names } => {
            format!("ImportFrom {} {}", quote(module), list(names.iter().map(alias)))
        }
        StmtKind::Global(names) => format!("Global {}", list(names.iter().map(|n| quote(n)))),
        StmtKind::Nonlocal(names) => format!("Nonlocal {}", list(names.iter().map(|n| quote(n)))),
        other => format!("{other:?}"),
    };
    format!("({text})")
}

fn params(params: &[Param]) -> String {
    let one = |p: &Param| format!(" ({:?} {} {})", p.kind, quote(&p.name), maybe(p.default.as_ref()));
    params.iter().map(one).collect()
}

fn binop(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "Add",
        BinOp::Sub => "Sub",
        BinOp::Mul => "Mult",
        BinOp::Div => "Div",
        BinOp::FloorDiv => "FloorDiv",
        BinOp::Mod => "Mod",
        BinOp::Pow => "Pow",
        BinOp::MatMul => "MatMult",
        BinOp::BitAnd => "BitAnd",
        BinOp::BitOr => "BitOr",
        BinOp::BitXor => "BitXor",
        BinOp::LShift => "LShift",
        BinOp::RShift => "RShift",
    }
}

fn cmpop(op: CmpOp) -> String {
    match op {
        CmpOp::Ne => "NotEq".into(),
        CmpOp::Le => "LtE".into(),
        CmpOp::Ge => "GtE".into(),
        other => format!("{other:?}"),
    }
}

fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "USub",
        UnaryOp::Pos => "UAdd",
        UnaryOp::Invert => "Invert",
        UnaryOp::Not => "Not",
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::None => "None".into(),
        Literal::Bool(true) => "True".into(),
        Literal::Bool(false) => "False".into(),
        Literal::Ellipsis => "Ellipsis".into(),
        Literal::Int(n) => format!("int {n}"),
        Literal::BigInt(n) => format!("int {n}"),
        Literal::Float(x) => format!("float {:016x}", x.to_bits()),
        Literal::Imaginary(x) => format!("imag {:016x}", x.to_bits()),
        Literal::Str(s) => quote(s),
        Literal::Bytes(b) => format!("bytes {}", b.iter().map(|x| format!("{x:02x}")).collect::<String>()),
    }
}

fn parts(parts: &[FPart]) -> String {
    let mut out = Vec::new();
    let mut text = String::new();
    for part in parts {
        match part {
            FPart::Text(t) => text.push_str(t),
            FPart::Field { value, debug, conversion, spec } => {
                text.push_str(debug.as_deref().unwrap_or(""));
                if !text.is_empty() {
                    out.push(quote(&std::mem::take(&mut text)));
                }
                let conversion = conversion.map_or("_".into(), String::from);
                out.push(format!("(field {} {conversion} [{}])", expr(value), self::parts(spec)));
            }
        }
    }
    if !text.is_empty() {
        out.push(quote(&text));
    }
    out.join(" ")
}

fn arg(a: &Arg) -> String {
    match a {
        Arg::Positional(e) => expr(e),
        Arg::Keyword(name, e) => format!("(kw {} {})", quote(name), expr(e)),
        Arg::Star(e) => format!("(star {})", expr(e)),
        Arg::DoubleStar(e) => format!("(kws {})", expr(e)),
    }
}

fn comprehension(c: &Comprehension) -> (&'static str, String) {
    let clauses =
        list(c.clauses.iter().map(|f| {
            format!("(comprehension {} {} {} 0)", expr(&f.target), expr(&f.iter), list(f.ifs.iter().map(expr)))
        }));
    let element = expr(&c.element);
    let value = c.value.as_ref().map_or(String::new(), |v| format!(" {}", expr(v)));
    let name = match c.kind {
        CompKind::List => "ListComp",
        CompKind::Set => "SetComp",
        CompKind::Dict => "DictComp",
        CompKind::Generator => "GeneratorExp",
    };
    (name, format!("{element}{value} {clauses}"))
}

fn expr(e: &Expr) -> String {
    let boxed = |e: &Option<Box<Expr>>| maybe(e.as_deref());
    let (name, text): (&str, String) = match &e.kind {
        ExprKind::Literal(value) => ("Constant", literal(value)),
        ExprKind::FString(p) => ("JoinedStr", parts(p)),
        ExprKind::Name(n) => ("Name", quote(&n.name)),
        ExprKind::Tuple(items) => ("Tuple", list(items.iter().map(expr))),
        ExprKind::List(items) => ("List", list(items.iter().map(expr))),
        ExprKind::Set(items) => ("Set", list(items.iter().map(expr))),
        ExprKind::Dict(pairs) => {
            ("Dict", list(pairs.iter().map(|(k, v)| format!("{}:{}", maybe(k.as_ref()), expr(v)))))
        }
        ExprKind::Starred(inner) => ("Starred", expr(inner)),
        ExprKind::Unary { op, operand } => ("UnaryOp", format!("{} {}", unary(*op), expr(operand))),
        ExprKind::Binary { op, left, right } => ("BinOp", format!("{} {} {}", binop(*op), expr(left), expr(right))),
        ExprKind::Bool { and, values } => {
            ("BoolOp", format!("{} {}", if *and { "And" } else { "Or" }, list(values.iter().map(expr))))
        }
        ExprKind::Compare { left, rest } => {
            let rest: Vec<String> = rest.iter().map(|(op, e)| format!("{} {}", cmpop(*op), expr(e))).collect();
            ("Compare", format!("{} {}", expr(left), rest.join(" ")))
        }
        ExprKind::IfExp { test, body, orelse } => ("IfExp", format!("{} {} {}", expr(test), expr(body), expr(orelse))),
        ExprKind::Walrus { target, value } => ("NamedExpr", format!("{} {}", quote(&target.name), expr(value))),
        ExprKind::Call { func, args } => ("Call", format!("{} {}", expr(func), list(args.iter().map(arg)))),
        ExprKind::Attribute { value, attr } => ("Attribute", format!("{} {}", expr(value), quote(attr))),
        ExprKind::Subscript { value, index } => ("Subscript", format!("{} {}", expr(value), expr(index))),
        ExprKind::Slice { lower, upper, step } => {
            ("Slice", format!("{} {} {}", boxed(lower), boxed(upper), boxed(step)))
        }
        ExprKind::Lambda(f) => {
            let body = match f.body.first().map(|s| &s.kind) {
                Some(StmtKind::Return(value)) => maybe(value.as_ref()),
                _ => "?".into(),
            };
            ("Lambda", format!("(arguments{}) {body}", params(&f.params)))
        }
        ExprKind::Comprehension(c) => comprehension(c),
        ExprKind::Magic(m) => ("Magic", format!("{m:?}")),
    };
    let Span { start, end } = e.span;
    format!("({name}@{start}-{end}{}{text})", if text.is_empty() { "" } else { " " })
}
