#!/usr/bin/env bash
# Presence conditions on real trees: evaluated under a configuration they must
# give, row by row, what GNU make says of that configuration.
#
#   KPLACE_MATRIX=full   every architecture and many random configurations
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
configure_all
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# conditions_of VERSION ARCH: the name of a file with the rows of that tree.
conditions_of() {
  local rows=$work/$1-$2.tsv
  if [ ! -e "$rows" ]; then
    "$kplace" place --conditions --src "$KPLACE_KERNEL_CACHE/linux-$1" \
      --arch "$2" --format tsv >"$rows" 2>"$work/messages" ||
      { cat "$work/messages" >&2; return 1; }
    echo "$1 $2: $(wc -l <"$rows") rows," \
         "$(grep -c unknown "$rows" || true) with something unknown" >&2
  fi
  echo "$rows"
}

compared=0
while read -r version arch target; do
  rows=$(conditions_of "$version" "$arch")
  configure "$version" "$arch" "$target"
  # A row that hangs on something unknown is neither right nor wrong: left out
  # of both.
  python3 "$here/evaluate_conditions.py" "$build/.config" <"$rows" \
    >"$work/rows.tsv"
  grep $'\tunknown$' "$work/rows.tsv" | cut -f1-3 >"$work/open.tsv" || true
  expect_equal "$version $arch $target: $(wc -l <"$build/oracle.tsv") rows, $(
      wc -l <"$work/open.tsv") open" \
    "$(grep -vxFf "$work/open.tsv" "$build/oracle.tsv" | LC_ALL=C sort)" \
    "$(grep -v $'\tunknown$' "$work/rows.tsv" | LC_ALL=C sort)"
  compared=$((compared + $(wc -l <"$build/oracle.tsv")))
done < <(configurations)
echo "$compared rows compared"
finish
