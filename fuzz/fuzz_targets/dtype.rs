//! Text as a dtype, alone, as a field's and as a unit's; arrays of what it names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel_fuzz::worker;

const PREPARE: &str = "\
import numpy as np
def use(f, *a, **k):
    try:
        d = f(*a, **k)
        repr(d), str(d), d.descr, d.str, d.name, d.alignment, d.fields, d.newbyteorder('S'), hash(d)
        assert np.dtype(d.descr if d.names is not None else d.str) is not None
        if d.itemsize < 10**6:
            z = np.zeros(2, d)
            repr(z), z.tolist(), z.copy(), z == z, z.view('u1'), z[::-1].astype('S')
            np.array(z[0], d)
    except (Exception, MemoryError):
        pass";

const CODE: &str = "\
text = data.decode('utf8', 'replace')
use(np.dtype, text)
use(np.dtype, text, align=True)
parts = text.split(';')
use(np.dtype, [(f'f{i}', p) for i, p in enumerate(parts)])
use(np.dtype, [(p, 'i4', len(p)) for p in parts], align=True)
use(np.dtype, {'names': [p[:3] for p in parts], 'formats': [p[3:] for p in parts], 'offsets': [len(p) for p in parts]})
use(np.dtype, (text, 3))
use(np.dtype, 'M8[' + text + ']')
use(np.dtype, 'm8[' + text + ']')
use(np.zeros, 2, text)";

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    worker::execute_with(data, PREPARE, CODE);
}
