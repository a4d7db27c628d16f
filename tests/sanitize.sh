#!/usr/bin/env bash
# Every program of tests/conformance under AddressSanitizer: `sanitize.sh PYTHON`; with `engine` behind it, the engine's own
# tests too, which compiles the whole crate once more.
# The sanitizer knows the arena's blocks (`--cfg sanitized`): a byte read beyond an array's own is found. The build is the
# fuzzer's, so where that is there, only a small program is linked.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
host=$(rustc -vV | sed -n 's/^host: //p')
# The stable compiler knows the sanitizer, if it is told that it may.
export RUSTC_BOOTSTRAP=1 PATH="$PWD/target/tools/bin:$PATH"
export ASAN_OPTIONS="detect_leaks=0:quarantine_size_mb=64:allocator_may_return_null=1:detect_stack_use_after_return=0"
folder=${FUZZ_TARGET_DIR:-$PWD/target/fuzz}
RUSTFLAGS="--cfg sanitized -Ccodegen-units=64" cargo fuzz build --target-dir "$folder" program
"$python" tests/conformance.py check --program "$folder/$host/release/program"
if [ "${2:-}" = engine ]; then
    export RUSTFLAGS="-Zsanitizer=address --cfg sanitized -Copt-level=1" CARGO_TARGET_DIR=${SANITIZE_TARGET_DIR:-target/sanitize}
    cargo test --target "$host" --lib -- engine:: --test-threads=2
fi
