import math
print(math.sqrt(2), math.pi, math.e, math.tau, math.inf, math.nan, math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.factorial(20), math.gcd(12, 18), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(1), math.log(math.e), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(0), math.pow(2, 3), math.fabs(-1), math.copysign(1, -0.0), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.isqrt(17), math.degrees(math.pi), math.radians(180), math.fmod(7, 3), math.modf(1.5), math.dist([0, 0], [3, 4]))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.exp(1000), lambda: math.floor(math.inf)):
    try:
        f()
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
