#!/usr/bin/env bash
# CPU time of `kplace check` on a whole build against nm over the same objects,
# in one run; best of N.
#
#   bench/check_vs_nm.sh build/release/kplace BUILD-DIR [N]
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
cd "${2:?a build directory with vmlinux.a}"
runs=${3:-5}

# cpu LABEL COMMAND…: the least user+system time of the runs, in seconds.
cpu() {
  local label=$1 best= i; shift
  for ((i = 0; i < runs; i++)); do
    local seconds
    seconds=$( { TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1 || true; } 2>&1 |
               awk '{ printf "%.3f", $1 + $2 }')
    if [ -z "$best" ] || awk "BEGIN { exit !($seconds < $best) }"; then
      best=$seconds
    fi
  done
  printf '%-28s %8s s CPU\n' "$label" "$best"
}

mapfile -t objects < <(ar t vmlinux.a)
echo "$(hostname -s 2>/dev/null || echo here): ${#objects[@]} objects, best of $runs"
cpu "nm -A"              nm -A "${objects[@]}"
command -v llvm-nm-19 >/dev/null && cpu "llvm-nm -A" llvm-nm-19 -A "${objects[@]}"
cpu "kplace place"       "$kplace" place -f tsv
cpu "kplace check"       "$kplace" check
cpu "kplace check -j1"   "$kplace" check -j1
