# The numbers of a text as C reads them, and what may stand between them.
import warnings

import numpy as np

warnings.simplefilter("ignore")
for text in ("1 2 3", "1,2,3", " 1 , 2 ", "1;2", "1.5 2e3 -4", "", "  7  ", "1 2 x", "1,,2", "nan inf -inf +7", "0x10", "3.7 2", ",1", "1+2j 3j 4", "300 -1", "1--2--3", "1\n2\t3", "99999999999999999999 1", "12abc", "1.", ".5", "e5", "infinity", "1e", "1e+"):
    for sep in (" ", ",", ";", " , ", "--", ", ;"):
        for dtype in (float, int, "u1", "f4", complex, bool):
            try:
                print(repr(text), repr(sep), dtype, np.fromstring(text, sep=sep, dtype=dtype).tolist())
            except ValueError as e:
                print(repr(text), repr(sep), dtype, e)
print(np.fromstring("1 2 3 x", sep=" ", count=3), np.fromstring("1 2 3", sep=" ", count=1), np.fromstring(b"4 5", sep=" "))
for f in (lambda: np.fromstring("a", sep=" ", dtype="U1"), lambda: np.fromiter([1], "U"), lambda: np.frombuffer(b"", "U"), lambda: np.ndarray((2,), strides=(16,)), lambda: np.frombuffer(b"12345678", offset=9), lambda: np.ndarray((2,), buffer=b"1")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(np.ndarray((2, 3), strides=(8, 16)).strides, np.frombuffer(b"12345678").ravel().base is None)
a = np.frombuffer(b"12345678", np.uint8)
print(a[1:].base is a, a[1:][1:].base is a, a.base)
