//! Bytes as a `.npy` or `.npz` file; and, behind a header that is right, as a header's text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel_fuzz::worker;

const PREPARE: &str = "\
import io
import numpy as np
def use(f, *a, **k):
    try:
        got = f(*a, **k)
        if isinstance(got, np.lib.npyio.NpzFile):
            for name in got.files[:4]:
                use(got.get, name)
        else:
            repr(got)
            repr(got.T.copy())
            again = io.BytesIO()
            np.save(again, got)
            np.load(io.BytesIO(again.getvalue()))
    except (Exception, MemoryError):
        pass";

const CODE: &str = "\
use(np.load, io.BytesIO(data))
use(np.lib.format.read_array, io.BytesIO(data))
head = data[:300]
use(np.load, io.BytesIO(b'\\x93NUMPY\\x01\\x00' + bytes([len(head) % 256, len(head) // 256]) + head + data[300:]))
if len(data) < 5000:
    with open('x.npy', 'wb') as f:
        f.write(data)
    use(np.load, 'x.npy', mmap_mode='r')
    use(np.load, 'x.npy')";

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    worker::execute_with(data, PREPARE, CODE);
}
