//! The inner loops: one small function for each operation and dtype, lifted to views and to single values.

pub mod arith;
pub mod bits;
mod cmath;
pub mod compare;
pub mod complex;
pub mod float;
pub mod objects;
pub mod record;
pub mod round;
mod tables;
pub mod text;
pub mod times;
mod vectored;

/// A loop's function as the driver gets it: `inline` is compiled into a driver of its own, `call` shares the driver of
/// all functions of these types and is called for each element (what takes long anyway).
macro_rules! driven {
    (inline, $f:ident: $t:ty) => {
        $f
    };
    (call, $f:ident: $t:ty) => {
        $f as $t
    };
}

/// A loop of one input and one output.
macro_rules! unary {
    ($how:ident $A:ty => $O:ty, |$a:ident| $e:expr) => {{
        #[inline]
        fn f($a: $A) -> $O {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| {
                $crate::engine::mem::loops::map1::<$A, $O>(&i[0], &o[0], driven!($how, f: fn($A) -> $O))
            },
            scalars: |s| {
                use $crate::engine::kernels::operand::FromScalar;
                Some((f(<$A>::from_scalar(&s[0])?).into(), None))
            },
            fold: None,
        }
    }};
}

/// A loop of two inputs and one output.
macro_rules! binary {
    ($how:ident $A:ty, $B:ty => $O:ty, |$a:ident, $b:ident| $e:expr) => {{
        #[inline]
        fn f($a: $A, $b: $B) -> $O {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE, <$B as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| {
                let f = driven!($how, f: fn($A, $B) -> $O);
                $crate::engine::mem::loops::map2::<$A, $B, $O>(&i[0], &i[1], &o[0], f)
            },
            scalars: |s| {
                use $crate::engine::kernels::operand::FromScalar;
                Some((f(<$A>::from_scalar(&s[0])?, <$B>::from_scalar(&s[1])?).into(), None))
            },
            fold: None,
        }
    }};
}

/// A loop of two inputs and one output of one dtype, which can therefore reduce.
macro_rules! binary_same {
    ($how:ident $T:ty, |$a:ident, $b:ident| $e:expr) => {{
        #[inline]
        fn same($a: $T, $b: $T) -> $T {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            fold: Some(|out, a| {
                let f = driven!($how, same: fn($T, $T) -> $T);
                $crate::engine::mem::loops::accumulate_into::<$T, $T>(out, a, f)
            }),
            ..binary!($how $T, $T => $T, |x, y| same(x, y))
        }
    }};
}

/// A loop of one input and two outputs.
macro_rules! unary_pair {
    ($A:ty => $O:ty, $P:ty, |$a:ident| $e:expr) => {{
        #[inline]
        fn f($a: $A) -> ($O, $P) {
            $e
        }
        fn first(a: $A) -> $O {
            f(a).0
        }
        fn second(a: $A) -> $P {
            f(a).1
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE, <$P as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| {
                $crate::engine::mem::loops::map1::<$A, $O>(&i[0], &o[0], first as fn($A) -> $O)?;
                $crate::engine::mem::loops::map1::<$A, $P>(&i[0], &o[1], second as fn($A) -> $P)
            },
            scalars: |s| {
                use $crate::engine::kernels::operand::FromScalar;
                let (x, y) = f(<$A>::from_scalar(&s[0])?);
                Some((x.into(), Some(y.into())))
            },
            fold: None,
        }
    }};
}

/// A loop of two inputs and two outputs.
macro_rules! binary_pair {
    ($T:ty, |$a:ident, $b:ident| $e:expr) => {{
        #[inline]
        fn f($a: $T, $b: $T) -> ($T, $T) {
            $e
        }
        fn first(a: $T, b: $T) -> $T {
            f(a, b).0
        }
        fn second(a: $T, b: $T) -> $T {
            f(a, b).1
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$T as $crate::engine::dtype::Element>::DTYPE; 2],
            outs: &[<$T as $crate::engine::dtype::Element>::DTYPE; 2],
            views: |i, o| {
                $crate::engine::mem::loops::map2::<$T, $T, $T>(&i[0], &i[1], &o[0], first as fn($T, $T) -> $T)?;
                $crate::engine::mem::loops::map2::<$T, $T, $T>(&i[0], &i[1], &o[1], second as fn($T, $T) -> $T)
            },
            scalars: |s| {
                use $crate::engine::kernels::operand::FromScalar;
                let (x, y) = f(<$T>::from_scalar(&s[0])?, <$T>::from_scalar(&s[1])?);
                Some((x.into(), Some(y.into())))
            },
            fold: None,
        }
    }};
}

/// One-input loops of several dtypes from one expression; the output is of the same dtype or of one that is given.
macro_rules! unary_each {
    ($how:ident [$($T:ty)*], |$a:ident| $e:expr) => { &[$(unary!($how $T => $T, |$a| $e)),*] };
    ($how:ident [$($T:ty)*] => $O:ty, |$a:ident| $e:expr) => { &[$(unary!($how $T => $O, |$a| $e)),*] };
}

/// Two-input loops of several dtypes from one expression.
macro_rules! binary_each {
    ($how:ident [$($T:ty)*], |$a:ident, $b:ident| $e:expr) => { &[$(binary_same!($how $T, |$a, $b| $e)),*] };
    ($how:ident [$($T:ty)*] => $O:ty, |$a:ident, $b:ident| $e:expr) => {
        &[$(binary!($how $T, $T => $O, |$a, $b| $e)),*]
    };
}

/// One-input loops of the three floats from one expression; halves go through `f32`.
macro_rules! unary_floats {
    ($how:ident |$a:ident| $e:expr) => {
        &[
            unary!(call half::f16 => half::f16, |x| {
                let $a = $crate::engine::kernels::cast::half_to_float(x);
                $crate::engine::kernels::cast::float_to_half($e)
            }),
            unary!($how f32 => f32, |$a| $e),
            unary!($how f64 => f64, |$a| $e),
        ]
    };
}

/// As `unary_floats!(call …)`, with a function of many doubles at once.
macro_rules! vectored_floats {
    ($F:ty, |$a:ident| $e:expr) => {
        &[
            unary!(call half::f16 => half::f16, |x| {
                let $a = $crate::engine::kernels::cast::half_to_float(x);
                $crate::engine::kernels::cast::float_to_half($e)
            }),
            unary!(call f32 => f32, |$a| $e),
            $crate::engine::kernels::ufunc::Loop {
                views: |i, o| $crate::engine::kernels::ufunc::loops::vectored::map::<$F>(&i[0], &o[0]),
                ..unary!(call f64 => f64, |$a| $e)
            },
        ]
    };
}

/// Two-input loops of the three floats from one expression; halves go through `f32`.
macro_rules! binary_floats {
    ($how:ident |$a:ident, $b:ident| $e:expr) => {
        &[
            binary_same!(call half::f16, |x, y| {
                let ($a, $b) = ($crate::engine::kernels::cast::half_to_float(x), $crate::engine::kernels::cast::half_to_float(y));
                $crate::engine::kernels::cast::float_to_half($e)
            }),
            binary_same!($how f32, |$a, $b| $e),
            binary_same!($how f64, |$a, $b| $e),
        ]
    };
}

pub(crate) use {
    binary, binary_each, binary_floats, binary_pair, binary_same, driven, unary, unary_each, unary_floats, unary_pair,
    vectored_floats,
};
