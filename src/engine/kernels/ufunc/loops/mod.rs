//! The inner loops: one small function for each operation and dtype, lifted to views and to single values.

pub mod arith;
pub mod bits;
pub mod compare;
pub mod complex;
pub mod float;
pub mod round;
pub mod text;

/// A loop of one input and one output.
macro_rules! unary {
    ($A:ty => $O:ty, |$a:ident| $e:expr) => {{
        #[inline]
        fn f($a: $A) -> $O {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| $crate::engine::mem::loops::map1::<$A, $O>(&i[0], &o[0], f),
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
    ($A:ty, $B:ty => $O:ty, |$a:ident, $b:ident| $e:expr) => {{
        #[inline]
        fn f($a: $A, $b: $B) -> $O {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE, <$B as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| $crate::engine::mem::loops::map2::<$A, $B, $O>(&i[0], &i[1], &o[0], f),
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
    ($T:ty, |$a:ident, $b:ident| $e:expr) => {{
        #[inline]
        fn f($a: $T, $b: $T) -> $T {
            $e
        }
        $crate::engine::kernels::ufunc::Loop {
            fold: Some(|out, a| $crate::engine::mem::loops::accumulate_into::<$T, $T>(out, a, f)),
            ..binary!($T, $T => $T, |x, y| {
                let ($a, $b) = (x, y);
                $e
            })
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
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$A as $crate::engine::dtype::Element>::DTYPE],
            outs: &[<$O as $crate::engine::dtype::Element>::DTYPE, <$P as $crate::engine::dtype::Element>::DTYPE],
            views: |i, o| {
                $crate::engine::mem::loops::map1::<$A, $O>(&i[0], &o[0], |a| f(a).0)?;
                $crate::engine::mem::loops::map1::<$A, $P>(&i[0], &o[1], |a| f(a).1)
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
        $crate::engine::kernels::ufunc::Loop {
            ins: &[<$T as $crate::engine::dtype::Element>::DTYPE; 2],
            outs: &[<$T as $crate::engine::dtype::Element>::DTYPE; 2],
            views: |i, o| {
                $crate::engine::mem::loops::map2::<$T, $T, $T>(&i[0], &i[1], &o[0], |a, b| f(a, b).0)?;
                $crate::engine::mem::loops::map2::<$T, $T, $T>(&i[0], &i[1], &o[1], |a, b| f(a, b).1)
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
    ([$($T:ty)*], |$a:ident| $e:expr) => { &[$(unary!($T => $T, |$a| $e)),*] };
    ([$($T:ty)*] => $O:ty, |$a:ident| $e:expr) => { &[$(unary!($T => $O, |$a| $e)),*] };
}

/// Two-input loops of several dtypes from one expression.
macro_rules! binary_each {
    ([$($T:ty)*], |$a:ident, $b:ident| $e:expr) => { &[$(binary_same!($T, |$a, $b| $e)),*] };
    ([$($T:ty)*] => $O:ty, |$a:ident, $b:ident| $e:expr) => { &[$(binary!($T, $T => $O, |$a, $b| $e)),*] };
}

/// One-input loops of the three floats from one expression; halves go through `f32`.
macro_rules! unary_floats {
    (|$a:ident| $e:expr) => {
        &[
            unary!(half::f16 => half::f16, |x| {
                let $a = x.to_f32();
                $crate::engine::kernels::cast::float_to_half($e)
            }),
            unary!(f32 => f32, |$a| $e),
            unary!(f64 => f64, |$a| $e),
        ]
    };
}

/// Two-input loops of the three floats from one expression; halves go through `f32`.
macro_rules! binary_floats {
    (|$a:ident, $b:ident| $e:expr) => {
        &[
            binary_same!(half::f16, |x, y| {
                let ($a, $b) = (x.to_f32(), y.to_f32());
                $crate::engine::kernels::cast::float_to_half($e)
            }),
            binary_same!(f32, |$a, $b| $e),
            binary_same!(f64, |$a, $b| $e),
        ]
    };
}

pub(crate) use {
    binary, binary_each, binary_floats, binary_pair, binary_same, unary, unary_each, unary_floats, unary_pair,
};
