#!/usr/bin/env bash
# Placement on real trees, row by row, against GNU make running the tree's own
# scripts/Makefile.build (kbuild_placement.sh).  Nothing is compiled.
#
#   KPLACE_MATRIX=full   every architecture and many random configurations
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
configure_all

# compare VERSION ARCH TARGET: one configuration of one tree.  The chains of
# reasons of the first rows that differ stand beside them.
compare() {
  configure "$@"
  run_kplace place --build "$build" --format tsv
  expect_equal "$*: place succeeds" 0 "$status"
  local rows before=$failures
  rows=$(wc -l <"$build/oracle.tsv")
  expect_equal "$*: $rows rows" \
    "$(LC_ALL=C sort "$build/oracle.tsv")" "$(LC_ALL=C sort <<<"$output")"
  compared=$((compared + rows))
  [ "$failures" = "$before" ] || explain_differences
}

explain_differences() {
  local object
  diff <(LC_ALL=C sort "$build/oracle.tsv") <(LC_ALL=C sort <<<"$output") |
    sed -n 's/^[<>] [a-z]*\t\([^\t]*\)\t.*/\1/p' | sort -u | head -n 3 |
    while read -r object; do
      "$kplace" explain --build "$build" "$object" 2>&1 | sed 's/^/    /' || true
    done
}

compared=0
while read -r version arch target; do
  compare "$version" "$arch" "$target"
done < <(configurations)
echo "$compared rows compared"
finish
