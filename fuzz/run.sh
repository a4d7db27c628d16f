#!/usr/bin/env bash
# Fuzzes a target: `run.sh TARGET SECONDS`. What it finds is left in fuzz/artifacts/TARGET.
# cargo-fuzz would compile the crate as one unit, on one core and all of it after each change.
# Comparisons are not traced: they took 45 % of a run of the evaluator, and most mutations are of whole tokens.
# AddressSanitizer knows the arena's blocks (`--cfg sanitized`), so a byte read beyond an array's own is found too.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 seconds=$2
export PATH="$PWD/target/tools/bin:$PATH" RUSTC_BOOTSTRAP=1 RUSTFLAGS="--cfg sanitized -Ccodegen-units=64"
# Memory that the sanitizer keeps back counts as held: little of it.
export ASAN_OPTIONS="detect_leaks=0:quarantine_size_mb=8:allocator_may_return_null=1:${ASAN_OPTIONS:-}"
folder=${FUZZ_TARGET_DIR:-$PWD/target/fuzz}
[ -d "fuzz/corpus/$target" ] || "${PYTHON:-target/venv/bin/python}" fuzz/seeds.py
mkdir -p "fuzz/corpus/$target"
case $target in
grammar) options=(-dict=fuzz/words.dict -max_len=4000) ;;
evaluator) options=(-max_len=3000) ;;
notebook) options=(-max_len=6000 -close_fd_mask=3) ;;
*) options=(-max_len=3000 -dict=fuzz/words.dict) ;;
esac
[ -f fuzz/words.dict ] || python3 - <<'PY' >fuzz/words.dict
import pathlib
import re

text = pathlib.Path("docs/reference.md").read_text(encoding="utf-8")
words = {w.split("(")[0] for w in re.findall(r"`([^`\n]{1,24})`", text)}
for word in sorted(words | {"<IDS|MSG>", "\\xff", "'descr'", "'fortran_order'", "'shape'", "datetime64[ns]", "M8[D]", ">f4"}):
    if re.fullmatch(r"[\w.<>|=\[\]'\\%]+", word):
        print('"' + word.replace("\\x", "\0").replace("\\", "\\\\").replace("\0", "\\x") + '"')
PY
exec cargo fuzz run --no-trace-compares --target-dir "$folder" "$target" -- -max_total_time="$seconds" -timeout=30 -rss_limit_mb=4000 \
    -close_fd_mask=1 -print_funcs=0 -print_final_stats=1 "${options[@]}"
