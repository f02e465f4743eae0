#!/usr/bin/env bash
# External modules (make M=DIR) against GNU make running the tree's own
# scripts/Makefile.build, and against real builds with the headers packages of a
# distribution.
#
# The modules are directories of the tree, laid elsewhere: their makefiles alone,
# since neither side compiles anything.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"
. "$here/../testing/fixture_files.sh"

install_kernel_packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# lay_external VERSION DIRECTORY: a copy of its makefiles, in $module.
lay_external() {
  module=$work/$1/$2
  mkdir -p "$module"
  (cd "$KPLACE_KERNEL_CACHE/linux-$1/$2" &&
    find . -type f \( -name 'Makefile*' -o -name 'Kbuild*' \) \
      -exec cp --parents {} "$module" \;)
}

# judge VERSION: what make says of $module under $build, sorted.
judge() {
  "$here/kbuild_placement.sh" --external "$module" \
    "$KPLACE_KERNEL_CACHE/linux-$1" "$build/.config" 2>"$work/make.err" |
    LC_ALL=C sort
}

# compare VERSION TARGET DIRECTORY: rows of one external module.
compare() {
  local version=$1 target=$2 rows
  configure "$version" x86 "$target"
  lay_external "$version" "$3"
  rows=$(judge "$version")
  run_kplace place --build "$build" --extmod "$module" --format tsv
  expect_equal "$version $target $3: $(grep -c . <<<"$rows") rows" \
    "$rows" "$(LC_ALL=C sort <<<"$output")"
}

# compare_conditions VERSION DIRECTORY TARGET…: the same from one evaluation for
# all configurations.
compare_conditions() {
  local version=$1 directory=$2 target rows
  shift 2
  lay_external "$version" "$directory"
  run_kplace place --conditions --src "$KPLACE_KERNEL_CACHE/linux-$version" \
    --arch x86 --extmod "$module" --format tsv
  printf '%s\n' "$output" >"$work/conditions.tsv"
  for target; do
    configure "$version" x86 "$target"
    # A row that hangs on a text is neither right nor wrong: left out of both.
    rows=$(python3 "$here/evaluate_conditions.py" "$build/.config" \
      <"$work/conditions.tsv" | LC_ALL=C sort)
    { grep $'\tunknown$' <<<"$rows" || true; } | cut -f1-3 >"$work/open.tsv"
    expect_equal "$version $target $directory: conditions, $(
        wc -l <"$work/open.tsv") open" \
      "$(judge "$version" | grep -vxFf "$work/open.tsv")" \
      "$(grep -v $'\tunknown$' <<<"$rows")"
  done
}

# compare_headers BUILD: a module that is really built with a headers package.
compare_headers() {
  local build=$1
  module=$work/$(basename "$build")
  cp -R "$FIXTURES/external_module/external" "$module"
  (cd "$module" && make -C "$build" M="$PWD" modules >"$work/make.log" 2>&1) ||
    { echo "the module does not build:"; tail "$work/make.log"; }
  run_kplace place --build "$build" --extmod "$module" --format tsv
  expect_equal "${build##*/}: place succeeds" 0 "$status"
  expect_equal "${build##*/}: rows" \
    "$("$here/../testing/placement_of_build.sh" "$build" "$module")" "$output"
}

for version in 6.12 6.1; do
  for directory in net/bridge fs/btrfs drivers/net/wireless/broadcom/brcm80211 \
                   drivers/gpu/drm/nouveau drivers/net drivers/media sound; do
    compare "$version" allmodconfig "$directory"
  done
  compare "$version" defconfig drivers/net
  compare_conditions "$version" net defconfig allmodconfig
done

install_packages linux-headers-amd64
for build in /usr/src/linux-headers-*-amd64; do
  compare_headers "$build"
done
finish
