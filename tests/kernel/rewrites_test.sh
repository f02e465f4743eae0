#!/usr/bin/env bash
# Rewrites on real trees against counterfactual configurations.  GNU make says
# (kbuild_placement.sh) what is in vmlinux with an option at m and with the line
# taken out of .config, all else being equal: what is gone was promoted.
#
#   KPLACE_MATRIX=full   every option of allmodconfig by itself as well
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

builtin_of() { awk -F'\t' '$1 == "builtin" { print $2 }' "$1" | LC_ALL=C sort -u; }

# gone TREE BUILD PATTERN: objects that leave vmlinux without the lines of
# .config that match.
gone() {
  grep -v "$3" "$2/.config" >"$work/config"
  "$here/kbuild_placement.sh" "$1" "$work/config" >"$work/without.tsv" \
    2>"$work/make.err"
  LC_ALL=C comm -23 <(builtin_of "$work/with.tsv") <(builtin_of "$work/without.tsv")
}

# objects_of [OPTION]: what kplace says is promoted, from $work/rewrites.tsv.
objects_of() {
  awk -F'\t' -v option="${1:-}" \
    '$6 == "vmlinux" && (option == "" || $4 == option) { print $5 }' \
    "$work/rewrites.tsv" | LC_ALL=C sort -u
}

# single_options BUILD: the options to look at one by one, half a minute each.
single_options() {
  if [ "${KPLACE_MATRIX:-}" = full ] || [ "$1" = "$KPLACE_KERNEL_CACHE/hyperv" ]
  then
    cut -f4 "$work/rewrites.tsv" | sort -u
  fi
}

# compare NAME TREE BUILD: all options together, then each that kplace names.
compare() {
  local name=$1 tree=$2 build=$3 option
  run_kplace place --rewrites --build "$build" --format tsv
  expect_equal "$name: place succeeds" 0 "$status"
  printf '%s\n' "$output" >"$work/rewrites.tsv"
  expect_equal "$name: what $(grep -c '=m$' "$build/.config") modules promote" \
    "$(gone "$tree" "$build" '=m$')" "$(objects_of)"
  for option in $(single_options "$build"); do
    expect_equal "$name: what $option promotes, $(objects_of "$option" | wc -l)" \
      "$(gone "$tree" "$build" "^$option=m\$")" "$(objects_of "$option")"
  done
  # The rule looks at suspect directories alone.
  run_kplace check --build "$build" --format json 2>"$work/check.err"
  expect_equal "$name: check has a note for each line and option" \
    "$(cut -f1,2,4 --output-delimiter=' ' "$work/rewrites.tsv" | sort -u)" \
    "$(query '.findings[] | select(.code == "KP0013") | .because[]
              | select(.verdict == "rewrite")
              | "\(.file) \(.line) \(.subject)"' | sort -u)"
  # Over all configurations the same lines are found, at least.
  expect_equal "$name: --conditions has these lines" "" \
    "$(LC_ALL=C comm -23 <(cut -f1-5 "$work/rewrites.tsv" | LC_ALL=C sort -u) \
                         "$work/all.tsv")"
}

for version in 6.12 6.1; do
  tree=$KPLACE_KERNEL_CACHE/linux-$version
  configure "$version" x86 allmodconfig
  run_kplace place --rewrites --conditions --src "$tree" --arch x86 \
    --format tsv 2>"$work/conditions.err"
  expect_equal "$version: --conditions succeeds" 0 "$status"
  cut -f1-5 <<<"$output" | LC_ALL=C sort -u >"$work/all.tsv"
  echo "$version: $(cut -f1-4 "$work/all.tsv" | sort -u | wc -l) rewrites of" \
       "$(cut -f4 "$work/all.tsv" | sort -u | wc -l) options in the tree"
  cp "$build/oracle.tsv" "$work/with.tsv"
  compare "$version allmodconfig" "$tree" "$build"
  [ "$version" = 6.12 ] || continue
  configure_hyperv
  build=$KPLACE_KERNEL_CACHE/hyperv
  "$here/kbuild_placement.sh" "$tree" "$build/.config" >"$work/with.tsv" \
    2>"$work/make.err"
  compare "HYPERV=m" "$tree" "$build"
  expect_equal "the three lines of the Hyper-V case" \
    "$(cd "$tree" && grep -n 'subst m,y,$(CONFIG_HYPERV)' arch/x86/Kbuild \
         drivers/Makefile drivers/hv/Makefile | cut -d: -f1,2)" \
    "$(cut -f1,2 --output-delimiter=: "$work/rewrites.tsv" | uniq)"
done
finish
