#!/usr/bin/env bash
# What placement costs, against the peers that answer (a part of) the same
# question, in one run: GNU make with the tree's own makefiles for one
# configuration, kmax for all of them.
#
#   bench/place_vs_peers.sh KPLACE SOURCE BUILD [RUNS]
#
# SOURCE is a kernel tree, BUILD a configured build directory of it (x86
# allmodconfig is the usual one).  The best of RUNS (default 5) of kplace, one
# run of the others.  kmaxall is left out, and the run says so, unless it is in
# PATH; it takes about twenty minutes for x86.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kplace=$(realpath "${1:?path of kplace}")
source=$(realpath "${2:?a kernel tree}")
build=$(realpath "${3:?a configured build directory}")
runs=${4:-5}
. "$here/measure.sh"

# Directories for kmaxall: everything that the top Makefile leads to on x86.
kmax_directories=(arch/x86/ block certs crypto drivers fs init io_uring ipc kernel
                  lib mm net security sound usr virt)

echo "one configuration: $(basename "$build")"
measure 1 "GNU make, the tree's own makefiles" \
  "$here/../tests/kernel/kbuild_placement.sh" "$source" "$build/.config"
measure "$runs" "kplace place" \
  "$kplace" place --src "$source" --build "$build" --format tsv
measure "$runs" "kplace place -j1" \
  "$kplace" place -j1 --src "$source" --build "$build" --format tsv

echo "all configurations of x86"
measure "$runs" "kplace place --conditions" \
  "$kplace" place --conditions --src "$source" --arch x86 --format tsv
measure "$runs" "kplace place --conditions -j1" \
  "$kplace" place --conditions -j1 --src "$source" --arch x86 --format tsv
if command -v kmaxall >/dev/null; then
  cd "$source"
  measure 1 "kmaxall -z" kmaxall -z "${kmax_directories[@]}"
else
  echo "kmaxall: not installed, left out.  How to install it is in bench/README.md;" \
       "kmax 4.9 took 1201 s CPU and 383 MB for Linux 6.12, in or out only"
fi
