//! The syntax tree: what the parser yields and the evaluator walks. It follows CPython's `ast` module in names and
//! shape, so that a question about meaning has its answer there.

#![allow(missing_docs)] // the line above a variant names its fields

use super::span::Span;
use std::rc::Rc;

/// A name; compared by text.
pub type Ident = Rc<str>;

/// One cell or file.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// Statements in order.
    pub body: Vec<Stmt>,
    /// Slots and cells that comprehensions need outside functions (filled by `scope`).
    pub scope: FunctionScope,
    /// Whether the last statement is followed by `;`, which hides its value.
    pub silent: bool,
}

/// A statement and where it stands.
#[derive(Debug, Clone)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where.
    pub span: Span,
}

/// The kinds of statements.
#[derive(Debug, Clone)]
pub enum StmtKind {
    /// An expression on a line of its own.
    Expr(Expr),
    /// `targets[0] = targets[1] = … = value`.
    Assign { targets: Vec<Expr>, value: Expr },
    /// `target op= value`.
    AugAssign { target: Expr, op: BinOp, value: Expr },
    /// `target: annotation = value`; the annotation is not evaluated.
    AnnAssign { target: Expr, value: Option<Expr> },
    /// `del a, b[0]`.
    Delete(Vec<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return value`.
    Return(Option<Expr>),
    /// `if test: body else: orelse`; `elif` is a lone `If` in `orelse`.
    If { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `while test: body else: orelse`.
    While { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `for target in iter: body else: orelse`.
    For { target: Expr, iter: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `def`.
    FunctionDef(Rc<Function>),
    /// `try`.
    Try { body: Vec<Stmt>, handlers: Vec<Handler>, orelse: Vec<Stmt>, finalbody: Vec<Stmt> },
    /// `raise exc from cause`.
    Raise { exc: Option<Expr>, cause: Option<Expr> },
    /// `with a as b, c:`.
    With { items: Vec<(Expr, Option<Expr>)>, body: Vec<Stmt> },
    /// `assert test, msg`.
    Assert { test: Expr, msg: Option<Expr> },
    /// `import a.b as c, d`.
    Import(Vec<Alias>),
    /// `from module import a as b`, or `*` (then `names` holds one alias named `*`).
    ImportFrom { module: Ident, names: Vec<Alias> },
    /// `global a, b`.
    Global(Vec<Ident>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Ident>),
    /// `%name line` as a statement; `%%name line` with a body only as the whole cell.
    Magic(Magic),
    /// `thing?` (level 1) or `thing??` (level 2).
    Help { target: String, level: u8 },
    /// `!command`, which the session refuses or runs.
    Shell(String),
}

/// A magic call.
#[derive(Debug, Clone)]
pub struct Magic {
    /// Without `%`.
    pub name: String,
    /// The rest of the line, unparsed.
    pub line: String,
    /// Where `line` begins in the source.
    pub line_start: u32,
    /// The lines below, of a cell magic.
    pub body: Option<String>,
    /// Where `body` begins in the source.
    pub body_start: u32,
}

/// `name as asname` of an import.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Dotted.
    pub name: Ident,
    /// After `as`.
    pub asname: Option<Ident>,
    /// The variable that is bound.
    pub bind: NameRef,
    /// Where.
    pub span: Span,
}

/// `except kind as name:`.
#[derive(Debug, Clone)]
pub struct Handler {
    /// The exception type or tuple of types; `None` catches all.
    pub kind: Option<Expr>,
    /// After `as`.
    pub name: Option<NameRef>,
    /// Statements.
    pub body: Vec<Stmt>,
    /// Where.
    pub span: Span,
}

/// A variable, and where the scope analysis found it to live.
#[derive(Debug, Clone, PartialEq)]
pub struct NameRef {
    /// The name.
    pub name: Ident,
    /// Filled by `scope`; `Global` until then.
    pub slot: Slot,
}

/// Where a variable lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slot {
    /// In the session's globals, else the builtins.
    #[default]
    Global,
    /// In the running frame.
    Local(u16),
    /// In a cell of the running frame that inner functions share.
    Cell(u16),
    /// In a cell of an enclosing function: the index into the closure.
    Free(u16),
}

/// The body of a `def` or a `lambda`.
#[derive(Debug, Clone)]
pub struct Function {
    /// The name; `<lambda>` for a lambda.
    pub name: Ident,
    /// The variable that a `def` binds.
    pub bind: NameRef,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Statements; of a lambda one `Return`.
    pub body: Vec<Stmt>,
    /// The docstring.
    pub doc: Option<String>,
    /// Where the whole definition stands.
    pub span: Span,
    /// Filled by `scope`: what a call needs.
    pub scope: FunctionScope,
}

/// What the scope analysis knows of a function.
#[derive(Debug, Clone, Default)]
pub struct FunctionScope {
    /// Names of local slots, for error messages; parameters come first.
    pub locals: Vec<Ident>,
    /// Names of cell slots.
    pub cells: Vec<Ident>,
    /// For each free variable, the slot in the enclosing frame to take the cell from (`Cell` or `Free`), and its name.
    pub frees: Vec<(Slot, Ident)>,
    /// How many of the locals and cells are the function's own; the others are its comprehensions'.
    pub own: (u16, u16),
    /// Parameters that live in a cell: (local slot, cell slot).
    pub boxed_params: Vec<(u16, u16)>,
}

/// How a parameter takes arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// Ordinary.
    Normal,
    /// `*args`.
    VarArgs,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    VarKeywords,
}

/// One parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// The name.
    pub name: Ident,
    /// Its kind.
    pub kind: ParamKind,
    /// Evaluated when the function is defined.
    pub default: Option<Expr>,
}

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// An f-string; a plain part is a `Text`.
    FString(Vec<FPart>),
    /// A variable.
    Name(NameRef),
    /// `a, b`.
    Tuple(Vec<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `{k: v, **m}`; a `None` key is `**`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `*a`, in calls, displays and targets.
    Starred(Box<Expr>),
    /// `op a`.
    Unary { op: UnaryOp, operand: Box<Expr> },
    /// `a op b`.
    Binary { op: BinOp, left: Box<Expr>, right: Box<Expr> },
    /// `a and b and c`, or with `or`.
    Bool { and: bool, values: Vec<Expr> },
    /// `a < b <= c`.
    Compare { left: Box<Expr>, rest: Vec<(CmpOp, Expr)> },
    /// `body if test else orelse`.
    IfExp { test: Box<Expr>, body: Box<Expr>, orelse: Box<Expr> },
    /// `name := value`.
    Walrus { target: NameRef, value: Box<Expr> },
    /// `func(args)`.
    Call { func: Box<Expr>, args: Vec<Arg> },
    /// `value.attr`.
    Attribute { value: Box<Expr>, attr: Ident },
    /// `value[index]`; several indices are a `Tuple`.
    Subscript { value: Box<Expr>, index: Box<Expr> },
    /// `a:b:c`, only within a subscript.
    Slice { lower: Option<Box<Expr>>, upper: Option<Box<Expr>>, step: Option<Box<Expr>> },
    /// `lambda`.
    Lambda(Rc<Function>),
    /// A comprehension of any kind.
    Comprehension(Rc<Comprehension>),
    /// `%name line` on the right of `=`.
    Magic(Magic),
}

/// `[element for … in … if …]` and its kin.
#[derive(Debug, Clone)]
pub struct Comprehension {
    /// What it builds.
    pub kind: CompKind,
    /// The element; of a dict the key.
    pub element: Expr,
    /// Of a dict, the value.
    pub value: Option<Expr>,
    /// The `for` clauses, outermost first. Their targets live in slots (or cells) of the enclosing frame that nothing
    /// else names; a generator expression is a function of its own instead (`function`).
    pub clauses: Vec<CompFor>,
    /// Cells to make anew each time it runs (cell slots of the enclosing frame).
    pub fresh_cells: Vec<u16>,
    /// Only for `CompKind::Generator`: the frame it runs in; parameter 0 is the outermost iterator.
    pub scope: FunctionScope,
}

/// What a comprehension builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompKind {
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{k: v …}`
    Dict,
    /// `(…)`
    Generator,
}

/// `for target in iter if cond if cond`.
#[derive(Debug, Clone)]
pub struct CompFor {
    /// What each item is bound to.
    pub target: Expr,
    /// The iterable.
    pub iter: Expr,
    /// Conditions.
    pub ifs: Vec<Expr>,
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub enum Arg {
    /// `x`
    Positional(Expr),
    /// `name=x`
    Keyword(Ident, Expr),
    /// `*x`
    Star(Expr),
    /// `**x`
    DoubleStar(Expr),
}

/// A piece of an f-string.
#[derive(Debug, Clone)]
pub enum FPart {
    /// Plain text, escapes resolved.
    Text(String),
    /// `{expr=!r:spec}`.
    Field {
        /// The expression.
        value: Expr,
        /// With `=`: the text that stands before the value, spaces and `=` included.
        debug: Option<String>,
        /// `s`, `r` or `a`.
        conversion: Option<char>,
        /// The format spec, itself an f-string.
        spec: Vec<FPart>,
    },
}

/// Literals.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An int that fits.
    Int(i64),
    /// A larger int, as decimal digits.
    BigInt(String),
    /// A float.
    Float(f64),
    /// `2j`: the imaginary part.
    Imaginary(f64),
    /// A string, escapes resolved, adjacent ones joined. Lone surrogates are refused by the parser.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `+`
    Pos,
    /// `~`
    Invert,
    /// `not`
    Not,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `@`
    MatMul,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is`
    Is,
    /// `is not`
    IsNot,
}
