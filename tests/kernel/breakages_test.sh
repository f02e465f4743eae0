#!/usr/bin/env bash
# Real breakages of Linux 6.12: what kplace finds is what GNU ld, modpost and
# depmod reject, in both directions.
#
#   breakages_test.sh KPLACE [NAME…]   only these changes
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
shift
. "$here/kernels.sh"
. "$here/breakages.sh"
. "$here/expect.sh"

install_kernel_packages

# compare NAME: both sets.  Of a name that ld got tired of, ld's part has to be
# among ours.
compare() {
  local name=$1 judged_lines ours more symbol
  build_breakage "$name"
  judged_lines=$(judged "$name")
  run_kplace check --build "$breakages/$name/build" --format json
  ours=$(found_by_kplace)
  more=$(sed -n 's/^more //p' <<<"$judged_lines")
  judged_lines=$(grep -v '^more ' <<<"$judged_lines" || true)
  for symbol in $more; do
    # What ld printed of it, and what we found beyond that.
    judged_lines=$(printf '%s\n' "$judged_lines" \
      "$(grep -E "^KP000[12] .* $symbol\$" <<<"$ours" || true)" |
      grep . | LC_ALL=C sort -u)
  done
  expect_equal "$name: $(grep -c . <<<"$judged_lines") verdicts${more:+, ld gave up on $(wc -w <<<"$more") names}" \
    "$judged_lines" "$ours"
  expect_equal "$name: exit status" \
    "$(if grep -q -v KP0008 <<<"${judged_lines:-KP0008}"; then echo 1; else echo 0; fi)" \
    "$status"
}

build_breakages_base
if [ $# -gt 0 ]; then
  names=("$@")
else
  mapfile -t names < <(breakages_list)
  run_kplace check --build "$breakages/base/build" --format json
  expect_equal "the kernel that is then broken: nothing rejected, nothing found" \
    "0 $(judged base)" "$status $(found_by_kplace)"
fi
for name in "${names[@]}"; do compare "$name"; done
[ $# -gt 0 ] || touch "$breakages/all.done"
finish
