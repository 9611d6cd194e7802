#!/usr/bin/env bash
# Runs every fuzz target for so many seconds each: `bash fuzz/run.sh 600`. Two run at a time.
# A target fails on a panic, on an input that takes more than 5 s, and on more than 1 GB of memory.
# Asks for cargo-fuzz (`cargo install cargo-fuzz`); the sanitisers, which want another compiler, are left
# out: the program has no unsafe code of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds="${1:-60}"

# What the inputs begin with: the samples of the tests, by the kind of the target.
seeds() {
  case "$1" in
    pdf) echo tests/data/pdf ;;
    html) echo tests/data/html ;;
    archive) echo tests/data/docx ;;
    table) echo tests/data/sheets ;;
    text) echo tests/data ;;
  esac
}

cargo fuzz build --sanitizer none

run() {
  mkdir -p "fuzz/corpus/$1"
  # shellcheck disable=SC2046
  cargo fuzz run --sanitizer none "$1" "fuzz/corpus/$1" $(seeds "$1") -- \
    -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
    >"fuzz/corpus/$1.log" 2>&1 || echo "$1: failed, see fuzz/corpus/$1.log and fuzz/artifacts/$1"
  grep -E '^stat::(number_of_executed_units|peak_rss_mb|slowest_unit_time_sec)' "fuzz/corpus/$1.log" |
    sed "s/^stat::/$1 /"
}

for target in $(cargo fuzz list); do
  run "$target" &
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do sleep 1; done
done
wait
