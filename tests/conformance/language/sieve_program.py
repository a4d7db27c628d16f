def primes(n):
    sieve = [True] * (n + 1)
    sieve[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = [False] * len(sieve[i * i::i])
    return [i for i, is_prime in enumerate(sieve) if is_prime]
print(primes(50), len(primes(1000)))
def binary_search(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo
print([binary_search(primes(50), x) for x in (1, 7, 8, 100)])
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(gcd(48, 18), [gcd(a, 12) for a in range(1, 8)])
