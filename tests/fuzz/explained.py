"""Differences that are known, legitimate and explained in `docs/differences.md`: each has a name and a test.

A test sees the statement's source and what NumPy and Ravel print for it.
"""

import re

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf|nan)")
ZEROS = re.compile(r"-(?=0(?:\.0*)?(?![\d.]))")
SINGLE = re.compile(r"^(array|near) (<c8|<f4|<f2|>c8|>f4|>f2|complex64|float32|float16)|\b(c8|f4|f2|complex64|float32|float16|csingle|half)\b", re.MULTILINE)
EQUALS = re.compile(r"min|max|sort|unique|union1d|intersect1d|setxor1d|median|quantile|percentile|clip|qr\(|dot|svd|eig")
ROUNDED = re.compile(r"\*\*|abs|sqrt|power|exp|log|sin|cos|tan|hypot|cbrt|logspace|geomspace|einsum|dot|matmul|@|det|inv|svd")
UNSET = re.compile(r"np\.empty|np\.fromstring|np\.ndarray\(|nditer\(.*\bNone\b|nditer\(.*allocate|writeable = False\n.*resize", re.DOTALL)
LONGLONG = re.compile(r", dtype=u?int64\b|\bu?longlong\b|\bu?int64\b")
IDENTITY = re.compile(r"\bis\b|hash\(")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def near(want, got, statement=""):
    """Whether two texts are the same but for the last digits of their numbers."""
    want, got = squeezed(ZEROS.sub("", want)), squeezed(ZEROS.sub("", got))
    if NUMBER.sub("#", want) != NUMBER.sub("#", got):
        return False
    tolerance = 2e-4 if SINGLE.search(statement) else 1e-11
    pairs = [(float(a), float(b)) for a, b in zip(NUMBER.findall(want), NUMBER.findall(got))]
    room = tolerance * max((abs(a) for a, _ in pairs if abs(a) < float("inf")), default=0)
    return all(a == b or (a != a and b != b) or abs(a - b) <= room for a, b in pairs)


def zeros(statement, want, got):
    return bool(EQUALS.search(statement)) and squeezed(ZEROS.sub("", want)) == squeezed(ZEROS.sub("", got))


def last_digits(statement, want, got):
    return bool(ROUNDED.search(statement)) and near(want, got, statement + "\n" + want)


def not_set(statement, want, got):
    return bool(UNSET.search(statement)) and "!!" not in want + got


def long_integers(statement, want, got):
    return LONGLONG.sub("", want) == LONGLONG.sub("", got)


def identity(statement, want, got):
    return bool(IDENTITY.search(statement)) and "!!" not in want + got


def no_characters(_statement, want, _got):
    return "invalid maximum character passed to PyUnicode_New" in want


TESTS = {
    "which of two zeros": zeros,
    "last digits": last_digits,
    "memory that nothing set": not_set,
    "one type of 64-bit integers": long_integers,
    "identity of equal constants": identity,
    "texts that are no characters": no_characters,
}


def why(statement, want, got):
    """The name of the explanation, or None."""
    return next((name for name, test in TESTS.items() if test(statement, want, got)), None)
