"""Quantiles of every dtype of q, with weights, out= and nans; clip; moments into out=."""
import warnings

import numpy as np

warnings.simplefilter("ignore")
a = np.array([[7, 1, 5], [3, 9, 2]])
x = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])


def tell(*calls):
    for call in calls:
        try:
            result = call()
            print(repr(result), getattr(result, "strides", None))
        except (TypeError, ValueError, IndexError) as e:
            print(type(e).__name__, e)


tell(lambda: np.quantile(a, 0), lambda: np.quantile(a, 1, axis=1), lambda: np.quantile(a, np.float32(0.3)), lambda: np.quantile(a, [[0.1, 0.2], [0.5, 0.9]], axis=0),
     lambda: np.percentile(a, [25, 50], axis=1, keepdims=True), lambda: np.quantile(a, np.array([0.5], np.float16), axis=0), lambda: np.percentile([], 50))
w = np.array([[1, 2, 0], [0, 1, 3]])
tell(lambda: np.quantile(a, 0.5, weights=w, method="inverted_cdf"), lambda: np.quantile(a, [0.25, 0.75], axis=1, weights=w, method="inverted_cdf"),
     lambda: np.percentile(a, 50, axis=1, weights=[1, 2, 3], method="inverted_cdf"), lambda: np.quantile(a, 0.5, weights=w), lambda: np.quantile(a, 0.5, weights=-w, method="inverted_cdf"),
     lambda: np.quantile(a, 0.5, weights=[1, 2], method="inverted_cdf"), lambda: np.quantile(a, 0.5, axis=1, weights=[1, 2], method="inverted_cdf"),
     lambda: np.nanquantile(x, 0.5, axis=1, weights=np.ones_like(x), method="inverted_cdf"))
h, k = np.zeros(3), np.zeros((1, 3))
tell(lambda: np.median(a, axis=0, out=h), lambda: np.median(a, axis=0, out=k, keepdims=True), lambda: np.median(a, out=np.zeros((), int)), lambda: np.quantile(a, 0.3, axis=0, out=h),
     lambda: np.nanmedian(x, axis=0, out=h), lambda: np.nanmedian(x, axis=1), lambda: np.nanquantile(x, [0.2, 0.5], axis=0), lambda: np.nanmedian(np.zeros((0, 3)), axis=0),
     lambda: np.median(a, axis=(0, 0)), lambda: np.average(a, axis=5), lambda: np.average(a, axis=(0, 1), weights=w, returned=True))
tell(lambda: np.std(a, dtype=int), lambda: np.var(a, dtype="i4", axis=0), lambda: np.mean(a, axis=0, out=np.zeros(3, int)), lambda: np.var(a, axis=0, out=h), lambda: np.std(a, mean=4.0),
     lambda: np.mean(np.float64(3), axis=0), lambda: np.var(a, ddof=1, correction=1), lambda: np.nanmean(x, dtype=int), lambda: np.nanvar(x, out=np.zeros((), int)), lambda: a.all(0, 0),
     lambda: a.sum(foo=1), lambda: np.amax(a, foo=1), lambda: np.cumsum(["a"]), lambda: np.cumulative_sum(3), lambda: np.cumulative_prod([2, 3], include_initial=True))
tell(lambda: np.clip(a, 2, 5), lambda: np.clip(a, [1, 2, 3], 4.5), lambda: np.clip(a, 2.0, 5, casting="equiv"), lambda: np.clip(a.astype("u1"), -1, 300), lambda: np.clip(x, 0, np.nan),
     lambda: np.clip(a, 5, 2), lambda: np.clip(a, 2, 5, out=np.zeros((2, 3))), lambda: np.clip(a, 2.5, 5, out=np.zeros((2, 3), int)), lambda: np.clip(a, 1, max=3), lambda: np.clip(a, [1, 2], 3))
tell(lambda: np.i0([0.0, 1.0, 10.0]), lambda: np.i0(1j), lambda: np.gradient([True, False]), lambda: np.round([True, False], 1), lambda: np.trapezoid(3.0), lambda: np.cross([1, 2, 3], [4, 5, 6], axis=1),
     lambda: np.convolve([1, 2], [3], "f"), lambda: np.interp([0.5, np.nan], [0, 1], [1j, 2j]))
