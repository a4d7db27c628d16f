//! Bytes as text that holds numbers: every reader, with its keywords chosen by the first bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel_fuzz::worker;

const PREPARE: &str = "\
import io
import numpy as np
DTYPES = [float, int, complex, bool, 'U4', 'S3', 'i1', 'u8', 'f2', 'M8[D]', 'm8[s]', 'i4,f8', '(2,)f4,S1', object, None, '>f4',
          [('a', 'i2'), ('b', 'U5')], 'V2']
MARKS = [None, ',', ' ', '\\t', ';', 'ab', '#', '']
def use(f, *a, **k):
    try:
        repr(f(*a, **k))
    except (Exception, MemoryError):
        pass";

const CODE: &str = "\
n = list(data[:8]) + [0] * 8
rest = data[8:]
text = rest.decode('latin1' if n[7] % 2 else 'utf8', 'replace')
dtype, mark, note = DTYPES[n[0] % len(DTYPES)], MARKS[n[1] % len(MARKS)], MARKS[n[2] % len(MARKS)]
cols = [None, 0, -1, (0, 1), [2, 0], 10**9, ()][n[3] % 7]
skip, most, least = n[4] % 3, [None, 0, 1, 2, -1][n[5] % 5], n[6] % 4
use(np.loadtxt, io.StringIO(text), dtype, note, mark, None, skip, cols, bool(n[7] & 2), least, max_rows=most, quotechar=[None, '\"'][n[7] & 1])
use(np.loadtxt, text.splitlines(), dtype, delimiter=mark, converters=float if n[7] & 4 else {0: len, -1: str})
use(np.genfromtxt, io.StringIO(text), dtype, note, mark, skip, n[5] % 3, usecols=cols, names=[None, True, 'a,b', ['x', 'x']][n[6] % 4],
    filling_values=[None, 0, 'x'][n[4] % 3], missing_values=['', 'NA'][n[7] & 1], invalid_raise=bool(n[7] & 8), loose=bool(n[7] & 16))
use(np.genfromtxt, rest.splitlines(), dtype, delimiter=[None, 3, (1, 2, 3), -1][n[2] % 4], autostrip=True, max_rows=most)
use(np.fromstring, text, dtype, [-1, 0, 1, 5, 10**9][n[3] % 5], sep=mark or ' ')
use(np.frombuffer, rest, dtype, [-1, 0, 1, 2][n[4] % 4], n[5] % 9)
use(np.fromregex, io.StringIO(text), r'(\\d+)', [('n', 'i4')])
use(int, text)
use(float, text)
use(complex, text)
use(np.datetime64, text)
use(np.array, text.split(), dtype)
use(np.array([text[:20]]).astype, dtype)
use(format, [1, -2.5, 3j, 'a', True][n[0] % 5], text[:30])
use(text.format, 1, 2.5, a='x')
use(lambda: text % (1, 'a', 2.5))";

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    worker::execute_with(data, PREPARE, CODE);
}
