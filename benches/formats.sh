#!/usr/bin/env bash
# Writes one large paper in every format and prints, as a Markdown table, how long it took
# (wall time, the median), the most memory that was in use at once, and how large the file is.
#
#   benches/formats.sh [RECOMMENDATIONS]     2,000 unless told; RUNS=5, PROGRAM=… in the environment
set -euo pipefail
cd "$(dirname "$0")/.."

recommendations=${1:-2000}
runs=${RUNS:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export ANNEXE_NOW=2026-11-24T09:30:00Z ANNEXE_REGISTER=$folder/register.db

if [ -z "${PROGRAM:-}" ]; then
    cargo build --quiet --release
    PROGRAM=${CARGO_TARGET_DIR:-target}/release/annexe
fi

# Runs a command; prints its seconds and its kilobytes.
measured() {
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f '%e %M' -o "$folder/measured" "$@"
        cat "$folder/measured"
    else
        python3 - "$@" <<'PYTHON'
import resource, subprocess, sys, time
began = time.monotonic()
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"{time.monotonic() - began:.2f} {used}")
PYTHON
    fi
}

# Writes the paper in a format as often as it takes; prints a row of the table.
row() {
    local format=$1 file=$folder/paper times=() peak=0 time memory
    for ((run = 0; run < runs; run++)); do
        read -r time memory < <(measured "$PROGRAM" report outstanding --format "$format" -o "$file" --force 2>"$folder/said")
        times+=("$time")
        peak=$((memory > peak ? memory : peak))
    done
    median=$(printf '%s\n' "${times[@]}" | sort -n | sed -n "$((runs / 2 + 1))p")
    awk -v format="$format" -v time="$median" -v peak="$peak" -v size="$(wc -c <"$file")" \
        'BEGIN { printf "| `%s` | %.2f s | %.0f MB | %.1f MB |\n", format, time, peak / 1000, size / 1e6 }'
}

"$PROGRAM" generate --recommendations "$recommendations" --seed 1 -o "$ANNEXE_REGISTER" >"$folder/said" 2>&1
# Whoever asks for a format that there is none of is told all that there are.
formats=$("$PROGRAM" report outstanding --format every 2>&1 | sed -n 's/.* write //; s/,//g; s/ or / /; 1p' || true)

echo "| format | time | memory | file |"
echo "| --- | ---: | ---: | ---: |"
for format in $formats; do row "$format"; done
