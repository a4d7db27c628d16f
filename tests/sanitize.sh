#!/usr/bin/env bash
# The engine's own tests, and every program of tests/conformance, under AddressSanitizer: `sanitize.sh PYTHON`.
# The sanitizer knows the arena's blocks (`--cfg sanitized`): a byte read beyond an array's own is found.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
host=$(rustc -vV | sed -n 's/^host: //p')
# The stable compiler knows the sanitizer, if it is told that it may.
export RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address --cfg sanitized -Copt-level=1"
export CARGO_TARGET_DIR=${SANITIZE_TARGET_DIR:-target/sanitize}
export ASAN_OPTIONS="detect_leaks=0:quarantine_size_mb=64:allocator_may_return_null=1:detect_stack_use_after_return=0"
cargo build --target "$host"
"$python" tests/conformance.py check --program "$CARGO_TARGET_DIR/$host/debug/ravel run"
cargo test --target "$host" --lib -- engine:: --test-threads=2
