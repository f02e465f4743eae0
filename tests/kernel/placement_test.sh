#!/usr/bin/env bash
# Placement on real trees, row by row, against GNU make running the tree's own
# scripts/Makefile.build (kbuild_placement.sh).  Nothing is compiled.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages

# compare VERSION CONFIG-TARGET: one configuration of one tree.
compare() {
  local version=$1 target=$2
  configure "$version" "$target"
  run_kplace place --build "$build" --format tsv
  expect_equal "$version $target: place succeeds" 0 "$status"
  expect_equal "$version $target: $(wc -l <"$build/oracle.tsv") rows" \
    "$(LC_ALL=C sort "$build/oracle.tsv")" "$(LC_ALL=C sort <<<"$output")"
}

for version in 6.12 6.1; do
  for target in tinyconfig defconfig allmodconfig; do
    compare "$version" "$target"
  done
done
finish
