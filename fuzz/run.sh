#!/usr/bin/env bash
# Looks for files that break a reader.
#   bash fuzz/run.sh 600     each target for so many seconds, two at a time; what is new is kept in fuzz/corpus
#   bash fuzz/run.sh short   the same 20,000 inputs each time, at most 20 s a target; nothing is kept
# A target fails on a panic, on an input that takes more than 5 s, and on more than 1 GB of memory; what broke
# it is in fuzz/artifacts. Asks for cargo-fuzz (`cargo install cargo-fuzz --locked`); the sanitisers, which want
# another compiler, are left out: the program has no unsafe code of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
amount="${1:-60}"

# The samples of the tests that a target reads, beside its corpus.
samples() {
  case "$1" in
    pdf) echo tests/data/pdf ;;
    html) echo tests/data/html ;;
    archive) echo tests/data/docx ;;
    table) echo tests/data/sheets ;;
    text) echo tests/data ;;
  esac
}

# Searches with one target, in a folder for what is not kept.
search() {
  target="$1" folder="$2"
  kept="fuzz/corpus/$target" found="$folder/found/$target" seeds="$folder/seeds/$target"
  mkdir -p "$kept" "$found" "$seeds"
  [ -z "$(samples "$target")" ] || cp -R "$(samples "$target")" "$seeds"
  # It is stopped by the limit of memory of the process that reads a PDF, and there is none here.
  find "$seeds" -name swells.pdf -delete
  if [ "$amount" = short ]; then
    set -- "$found" "$kept" "$seeds" -- -runs=20000 -seed=1 -max_total_time=20
  else
    set -- "$kept" "$seeds" -- "-max_total_time=$amount"
  fi
  log="$folder/$target.log"
  if ! cargo fuzz run --sanitizer none "$target" "$@" \
    -timeout=5 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    printf '%s: failed, see fuzz/artifacts/%s\n' "$target" "$target" >&2
    return 1
  fi
  printf '%s: ' "$target"
  sed -n 's/^stat::number_of_executed_units: */inputs /p; s/^stat::peak_rss_mb: */MB /p
    s/^stat::slowest_unit_time_sec: */seconds for the slowest /p' "$log" | paste -s -d ' ' -
}

if [ "${2:-}" = one ]; then
  search "$3" "$4"
  exit
fi

case "$amount" in
  short | [1-9]*) ;;
  *) echo 'say how many seconds, or short: bash fuzz/run.sh 600' >&2; exit 2 ;;
esac
cargo fuzz build --sanitizer none
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# xargs runs two at a time and fails where one of them failed.
cargo fuzz list | xargs -n 1 -P 2 sh -c 'bash fuzz/run.sh "$1" one "$3" "$2"' run "$amount" "$work"
