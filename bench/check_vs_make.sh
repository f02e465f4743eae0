#!/usr/bin/env bash
# What `kplace check` of a finished build costs, against what make itself needs to
# find that nothing is to be done, and against the link that would show the
# undefined references (ld -r of vmlinux.o, which is quicker than that of vmlinux).
#
#   bench/check_vs_make.sh KPLACE BUILD [RUNS]
#
# BUILD is a whole build (x86 defconfig is the usual one).  The best of RUNS
# (default 5) of kplace and ld; the best of two runs of make.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kplace=$(realpath "${1:?path of kplace}")
build=$(realpath "${2:?a finished build directory}")
runs=${3:-5}
. "$here/measure.sh"
cd "$build"

# "savedcmd_vmlinux.o := ld … -r -o vmlinux.o … ; tools/objtool/objtool …"
link=$(sed -n 's/^savedcmd_vmlinux\.o := \([^;]*\).*/\1/p' .vmlinux.o.cmd)
[ -n "$link" ] || { echo ".vmlinux.o.cmd does not say how vmlinux.o is linked" >&2
                    exit 2; }
linked=$(mktemp)
trap 'rm -f "$linked"' EXIT
read -ra link_command <<<"${link/-o vmlinux.o/-o $linked}"

echo "$(ar t vmlinux.a | wc -l) objects in vmlinux.a," \
     "$(wc -l <modules.order) modules; best of $runs"
measure "$runs" "kplace check" "$kplace" check
check=$cpu_seconds
measure "$runs" "kplace check -j1" "$kplace" check -j1
measure "$runs" "ld -r of vmlinux.o" "${link_command[@]}"
measure 2 "make, nothing to do" make -s
awk -v ours="$check" -v make="$cpu_seconds" 'BEGIN {
  printf "kplace check takes %.1f %% of the CPU time of make\n", 100 * ours / make }'
