#!/usr/bin/env bash
# Presence conditions on real trees: evaluated under a configuration they must
# give, row by row, what GNU make says of that configuration.
#
#   KPLACE_SEEDS=N   random configurations for each tree (default 4)
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for version in 6.12 6.1; do
  tree=$KPLACE_KERNEL_CACHE/linux-$version
  unpack_source "$version"
  run_kplace place --conditions --src "$tree" --arch x86 --format tsv
  expect_equal "$version: place succeeds" 0 "$status"
  printf '%s\n' "$output" >"$work/conditions.tsv"
  echo "$version: $(wc -l <"$work/conditions.tsv") rows," \
       "$(grep -c unknown "$work/conditions.tsv" || true) with something unknown"
  targets=(tinyconfig defconfig allmodconfig)
  for ((seed = 1; seed <= ${KPLACE_SEEDS:-4}; seed++)); do
    targets+=("randconfig-$seed")
  done
  for target in "${targets[@]}"; do
    configure "$version" "$target"
    # A row that hangs on a text is neither right nor wrong: left out of both.
    python3 "$here/evaluate_conditions.py" "$build/.config" \
      <"$work/conditions.tsv" >"$work/rows.tsv"
    grep $'\tunknown$' "$work/rows.tsv" | cut -f1-3 >"$work/open.tsv" || true
    expect_equal "$version $target: $(wc -l <"$build/oracle.tsv") rows, $(
        wc -l <"$work/open.tsv") open" \
      "$(grep -vxFf "$work/open.tsv" "$build/oracle.tsv" | LC_ALL=C sort)" \
      "$(grep -v $'\tunknown$' "$work/rows.tsv" | LC_ALL=C sort)"
  done
done
finish
