#!/usr/bin/env bash
# Suggests repeats in an invented register with planted rewordings, and prints how many suggestions are
# right, how many of the planted pairs are found, and how long it took.
#
#   benches/repeats.sh [RECOMMENDATIONS [REWORDINGS [SEED]]]     5,000, 200 and 1 unless told; PROGRAM=…
#
# Right is a suggestion whose two demand the same of the work with the same people, as the generator wrote
# it down before it chose the words. Beside the planted pairs many recommendations of an invented register
# demand the same by chance, as its inspectors have some 80 demands: these are counted too. A planted pair
# is found when right suggestions, each answered with yes, bring its two into one chain.
set -euo pipefail
cd "$(dirname "$0")/.."

recommendations=${1:-5000}
rewordings=${2:-200}
seed=${3:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export ANNEXE_NOW=2026-11-24T09:30:00Z ANNEXE_REGISTER=$folder/register.db

if [ -z "${PROGRAM:-}" ]; then
    cargo build --quiet --release
    PROGRAM=${CARGO_TARGET_DIR:-target}/release/annexe
fi

"$PROGRAM" generate --recommendations "$recommendations" --rewordings "$rewordings" --seed "$seed" \
    -o "$ANNEXE_REGISTER" >"$folder/said" 2>&1
began=$(date +%s%N)
"$PROGRAM" suggest repeats --most "$recommendations" --format csv -o "$folder/suggested.csv" 2>"$folder/said"
took=$((($(date +%s%N) - began) / 1000000))

# Of the list: later, earlier, likeness; references are letters, digits, hyphens and a stroke.
awk -F, '/^[a-z0-9-]+\/[0-9]+,[a-z0-9-]+\/[0-9]+,[0-9]+,/ && /,again,/ { print $1, $2, $3 }' \
    "$folder/suggested.csv" >"$folder/pairs"

awk -v took="$took" -v recommendations="$recommendations" '
    function first(at) { while (above[at] != "" && above[at] != at) at = above[at]; return at }
    function join_up(one, other) { one = first(one); other = first(other); if (one != other) above[one] = other }
    FILENAME ~ /demands/ { if (FNR > 1) { split($0, part, ","); demand[part[1]] = part[2] } next }
    FILENAME ~ /rewordings/ { if (FNR > 1) { split($0, part, ","); earlier[++planted] = part[1]; later[planted] = part[2] } next }
    {
        suggested++
        if (demand[$1] == demand[$2]) { right++; join_up($1, $2) }
        for (pair = 1; pair <= planted; pair++)
            if (($1 == later[pair] && $2 == earlier[pair]) || ($2 == later[pair] && $1 == earlier[pair])) named++
        if (suggested == 200 || suggested == 500 || suggested == 1000 || suggested == 2000) row()
    }
    function row() {
        found = 0
        for (pair = 1; pair <= planted; pair++) if (first(later[pair]) == first(earlier[pair])) found++
        printf "| %d | %d (%.1f%%) | %d of %d (%.1f%%) | %d | %d%% |\n", suggested, right, 100 * right / suggested, found, planted, 100 * found / planted, named, $3
    }
    BEGIN {
        print "| suggestions | right (precision) | planted pairs found (recall) | of these suggested as a pair | likeness of the last |"
        print "| ---: | ---: | ---: | ---: | ---: |"
    }
    END { row(); printf "\n%d recommendations, all suggestions in %.2f s\n", recommendations, took / 1000 }
' "$ANNEXE_REGISTER-demands.csv" "$ANNEXE_REGISTER-rewordings.csv" "$folder/pairs"
