//! Every ufunc of NumPy, as rows: name, inputs, outputs, identity of reductions, how it finds its loop, the loops.

use super::loops::{arith, bits, compare, complex, float, round};
use super::{Identity, Resolver, Ufunc};

macro_rules! ufuncs {
    ($($id:ident $name:literal $nin:literal $nout:literal $identity:expr, $resolver:ident, $groups:expr;)*) => {
        $(
            #[doc = concat!("`np.", $name, "`")]
            pub static $id: Ufunc = Ufunc {
                name: $name,
                scalar_name: concat!("scalar ", $name),
                nin: $nin,
                nout: $nout,
                identity: $identity,
                core: Option::None,
                resolver: Resolver::$resolver,
                groups: $groups,
            };
        )*

        /// Every ufunc, by its own name.
        pub static UFUNCS: &[&Ufunc] = &[$(&$id),*];
    };
}

use Identity::{Bool, Int, NegInf, None, Reorderable};

ufuncs! {
    ADD "add" 2 1 Int(0), Uniform, &[arith::ADD_BOOL, arith::ADD_INT, arith::ADD_FLOAT, complex::ADD];
    SUBTRACT "subtract" 2 1 None, Uniform, &[arith::SUBTRACT_INT, arith::SUBTRACT_FLOAT, complex::SUBTRACT];
    MULTIPLY "multiply" 2 1 Int(1), Uniform, &[arith::MULTIPLY_BOOL, arith::MULTIPLY_INT, arith::MULTIPLY_FLOAT, complex::MULTIPLY];
    DIVIDE "divide" 2 1 None, Divide, &[arith::DIVIDE_FLOAT, complex::DIVIDE];
    FLOOR_DIVIDE "floor_divide" 2 1 None, Linear, &[arith::FLOOR_DIVIDE_INT, arith::FLOOR_DIVIDE_FLOAT];
    REMAINDER "remainder" 2 1 None, Linear, &[arith::REMAINDER_INT, arith::REMAINDER_FLOAT];
    FMOD "fmod" 2 1 None, Linear, &[arith::FMOD_INT, arith::FMOD_FLOAT];
    DIVMOD "divmod" 2 2 None, Linear, &[arith::DIVMOD_INT, arith::DIVMOD_FLOAT];
    POWER "power" 2 1 None, Linear, &[arith::POWER_INT, arith::POWER_FLOAT, complex::POWER];
    FLOAT_POWER "float_power" 2 1 None, Linear, &[arith::FLOAT_POWER, complex::FLOAT_POWER];
    NEGATIVE "negative" 1 1 None, Uniform, &[arith::NEGATIVE_INT, arith::NEGATIVE_FLOAT, complex::NEGATIVE];
    POSITIVE "positive" 1 1 None, Uniform, &[arith::SAME_INT, arith::SAME_FLOAT, complex::SAME];
    ABSOLUTE "absolute" 1 1 None, Uniform, &[arith::SAME_BOOL, arith::ABSOLUTE_INT, arith::ABSOLUTE_FLOAT, complex::ABSOLUTE];
    FABS "fabs" 1 1 None, Linear, &[float::FABS];
    RINT "rint" 1 1 None, Linear, &[round::RINT, complex::RINT];
    SIGN "sign" 1 1 None, Uniform, &[arith::SIGN_INT, arith::SIGN_FLOAT, complex::SIGN];
    HEAVISIDE "heaviside" 2 1 None, Linear, &[float::HEAVISIDE];
    CONJUGATE "conjugate" 1 1 None, Linear, &[arith::SAME_INT, arith::SAME_FLOAT, complex::CONJUGATE];
    EXP "exp" 1 1 None, Linear, &[float::EXP, complex::EXP];
    EXP2 "exp2" 1 1 None, Linear, &[float::EXP2, complex::EXP2];
    LOG "log" 1 1 None, Linear, &[float::LOG, complex::LOG];
    LOG2 "log2" 1 1 None, Linear, &[float::LOG2, complex::LOG2];
    LOG10 "log10" 1 1 None, Linear, &[float::LOG10, complex::LOG10];
    EXPM1 "expm1" 1 1 None, Linear, &[float::EXPM1, complex::EXPM1];
    LOG1P "log1p" 1 1 None, Linear, &[float::LOG1P, complex::LOG1P];
    SQRT "sqrt" 1 1 None, Linear, &[float::SQRT, complex::SQRT];
    CBRT "cbrt" 1 1 None, Linear, &[float::CBRT];
    SQUARE "square" 1 1 None, Linear, &[arith::SQUARE_INT, arith::SQUARE_FLOAT, complex::SQUARE];
    RECIPROCAL "reciprocal" 1 1 None, Linear, &[arith::RECIPROCAL_INT, arith::RECIPROCAL_FLOAT, complex::RECIPROCAL];
    GCD "gcd" 2 1 Int(0), Integer, &[arith::GCD];
    LCM "lcm" 2 1 None, Integer, &[arith::LCM];
    SIN "sin" 1 1 None, Linear, &[float::SIN, complex::SIN];
    COS "cos" 1 1 None, Linear, &[float::COS, complex::COS];
    TAN "tan" 1 1 None, Linear, &[float::TAN, complex::TAN];
    ARCSIN "arcsin" 1 1 None, Linear, &[float::ARCSIN, complex::ARCSIN];
    ARCCOS "arccos" 1 1 None, Linear, &[float::ARCCOS, complex::ARCCOS];
    ARCTAN "arctan" 1 1 None, Linear, &[float::ARCTAN, complex::ARCTAN];
    SINH "sinh" 1 1 None, Linear, &[float::SINH, complex::SINH];
    COSH "cosh" 1 1 None, Linear, &[float::COSH, complex::COSH];
    TANH "tanh" 1 1 None, Linear, &[float::TANH, complex::TANH];
    ARCSINH "arcsinh" 1 1 None, Linear, &[float::ARCSINH, complex::ARCSINH];
    ARCCOSH "arccosh" 1 1 None, Linear, &[float::ARCCOSH, complex::ARCCOSH];
    ARCTANH "arctanh" 1 1 None, Linear, &[float::ARCTANH, complex::ARCTANH];
    ARCTAN2 "arctan2" 2 1 None, Linear, &[float::ARCTAN2];
    HYPOT "hypot" 2 1 Int(0), Linear, &[float::HYPOT];
    DEGREES "degrees" 1 1 None, Linear, &[float::DEGREES];
    RAD2DEG "rad2deg" 1 1 None, Linear, &[float::DEGREES];
    RADIANS "radians" 1 1 None, Linear, &[float::RADIANS];
    DEG2RAD "deg2rad" 1 1 None, Linear, &[float::RADIANS];
    BITWISE_AND "bitwise_and" 2 1 Int(-1), Linear, &[bits::AND_BOOL, bits::AND];
    BITWISE_OR "bitwise_or" 2 1 Int(0), Linear, &[bits::OR_BOOL, bits::OR];
    BITWISE_XOR "bitwise_xor" 2 1 Int(0), Linear, &[bits::XOR_BOOL, bits::XOR];
    INVERT "invert" 1 1 None, Linear, &[bits::NOT_BOOL, bits::INVERT];
    LEFT_SHIFT "left_shift" 2 1 None, Linear, &[bits::LEFT_SHIFT];
    RIGHT_SHIFT "right_shift" 2 1 None, Linear, &[bits::RIGHT_SHIFT];
    BITWISE_COUNT "bitwise_count" 1 1 None, Linear, &[bits::BITWISE_COUNT];
    GREATER "greater" 2 1 None, Compare, compare::GREATER;
    GREATER_EQUAL "greater_equal" 2 1 None, Compare, compare::GREATER_EQUAL;
    LESS "less" 2 1 None, Compare, compare::LESS;
    LESS_EQUAL "less_equal" 2 1 None, Compare, compare::LESS_EQUAL;
    EQUAL "equal" 2 1 None, Compare, compare::EQUAL;
    NOT_EQUAL "not_equal" 2 1 None, Compare, compare::NOT_EQUAL;
    LOGICAL_AND "logical_and" 2 1 Bool(true), Logical, &[bits::AND_BOOL, bits::LOGICAL_AND];
    LOGICAL_OR "logical_or" 2 1 Bool(false), Logical, &[bits::OR_BOOL, bits::LOGICAL_OR];
    LOGICAL_XOR "logical_xor" 2 1 Bool(false), Logical, &[bits::XOR_BOOL, bits::LOGICAL_XOR];
    LOGICAL_NOT "logical_not" 1 1 None, Linear, &[bits::LOGICAL_NOT];
    MAXIMUM "maximum" 2 1 Reorderable, Uniform, &[compare::MAXIMUM];
    MINIMUM "minimum" 2 1 Reorderable, Uniform, &[compare::MINIMUM];
    FMAX "fmax" 2 1 Reorderable, Uniform, &[compare::FMAX];
    FMIN "fmin" 2 1 Reorderable, Uniform, &[compare::FMIN];
    ISFINITE "isfinite" 1 1 None, Linear, &[round::ALWAYS, round::ISFINITE];
    ISINF "isinf" 1 1 None, Linear, &[round::NEVER, round::ISINF];
    ISNAT "isnat" 1 1 None, Linear, &[];
    ISNAN "isnan" 1 1 None, Linear, &[round::NEVER, round::ISNAN];
    SIGNBIT "signbit" 1 1 None, Linear, &[float::SIGNBIT];
    COPYSIGN "copysign" 2 1 None, Linear, &[float::COPYSIGN];
    NEXTAFTER "nextafter" 2 1 None, Linear, &[float::NEXTAFTER];
    SPACING "spacing" 1 1 None, Linear, &[float::SPACING];
    MODF "modf" 1 2 None, Linear, &[float::MODF];
    LDEXP "ldexp" 2 1 None, Linear, &[float::LDEXP];
    FREXP "frexp" 1 2 None, Linear, &[float::FREXP];
    FLOOR "floor" 1 1 None, Linear, &[arith::SAME_BOOL, arith::SAME_INT, round::FLOOR];
    CEIL "ceil" 1 1 None, Linear, &[arith::SAME_BOOL, arith::SAME_INT, round::CEIL];
    TRUNC "trunc" 1 1 None, Linear, &[arith::SAME_BOOL, arith::SAME_INT, round::TRUNC];
    LOGADDEXP "logaddexp" 2 1 NegInf, Linear, &[float::LOGADDEXP];
    LOGADDEXP2 "logaddexp2" 2 1 NegInf, Linear, &[float::LOGADDEXP2];
}

/// What `np.clip` is made of: a ufunc without a public name.
pub static CLIP: Ufunc = Ufunc {
    name: "clip",
    scalar_name: "scalar clip",
    nin: 3,
    nout: 1,
    identity: Identity::Reorderable,
    core: Option::None,
    resolver: Resolver::Uniform,
    groups: &[compare::CLIP],
};

macro_rules! products {
    ($($id:ident $name:literal $core:literal;)*) => {
        $(
            #[doc = concat!("`np.", $name, "`")]
            pub static $id: Ufunc = Ufunc { name: $name, core: Some($core), identity: None, ..MULTIPLY };
        )*

        /// The ufuncs of vectors and matrices.
        pub static PRODUCTS: &[&Ufunc] = &[$(&$id),*];
    };
}
products! {
    MATMUL "matmul" "(n?,k),(k,m?)->(n?,m?)";
    VECDOT "vecdot" "(n),(n)->()";
    MATVEC "matvec" "(m,n),(n)->(m)";
    VECMAT "vecmat" "(n),(n,m)->(m)";
}

/// The other names that NumPy gives to ufuncs.
pub static ALIASES: &[(&str, &str)] = &[
    ("true_divide", "divide"),
    ("mod", "remainder"),
    ("pow", "power"),
    ("abs", "absolute"),
    ("conj", "conjugate"),
    ("bitwise_not", "invert"),
    ("bitwise_invert", "invert"),
    ("bitwise_left_shift", "left_shift"),
    ("bitwise_right_shift", "right_shift"),
    ("acos", "arccos"),
    ("acosh", "arccosh"),
    ("asin", "arcsin"),
    ("asinh", "arcsinh"),
    ("atan", "arctan"),
    ("atanh", "arctanh"),
    ("atan2", "arctan2"),
];

/// The ufunc of a name or alias.
pub fn by_name(name: &str) -> Option<&'static Ufunc> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, n)| n);
    UFUNCS.iter().chain(PRODUCTS).copied().find(|u| u.name == name)
}
