#!/usr/bin/env bash
# The ways in which the Makefiles of Linux 6.12 turn options into placements,
# beyond `obj-$(CONFIG_X)`: idioms/ARCH.tsv has objects of each with the condition
# that a person reads out of the Makefiles.
#
# Then all rows of these architectures: no condition contradicts itself.
# Needs no build, seconds for each architecture.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
unpack_source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for expected in "$here"/idioms/*.tsv; do
  arch=$(basename "$expected" .tsv)
  run_kplace place --conditions --src "$KPLACE_KERNEL_CACHE/linux-6.12" \
    --arch "$arch" --format tsv="$work/$arch.tsv"
  expect_equal "$arch: place succeeds" 0 "$status"
  expect_equal "$arch: $(grep -vc '^#' "$expected") rows of idioms" "" \
    "$(python3 "$here/judge_conditions.py" --expect "$expected" \
       <"$work/$arch.tsv")"
  expect_equal "$arch: every row can hold" "" \
    "$(python3 "$here/judge_conditions.py" <"$work/$arch.tsv" 2>"$work/count")"
  sed "s/^/      $arch: /" "$work/count"
done
finish
