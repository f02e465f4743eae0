#!/usr/bin/env bash
# fixture_vs_kbuild.sh [--kernel DIR] [CASE…]: the kernel's own makefiles say
# where the objects of the fixture trees go, and what is wrong with the broken
# ones; compared with placement.tsv and diagnostics.
#
# Each tree gets the kernel's top Makefile and scripts/ in place of the engine's,
# so what is judged is the engine as well as the rows; a case with scripts of its own
# is about another kind of kernel and is left to its build.  Needs a kernel source:
# the 6.12 of kernels.sh without --kernel.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../testing/fixture_files.sh"
. "$here/kernels.sh"

kernel=
if [ "${1:-}" = --kernel ]; then kernel=$(cd "$2" && pwd); shift 2; fi
if [ -z "$kernel" ]; then
  kernel=$KPLACE_KERNEL_CACHE/linux-6.12
  [ -e "$kernel/Makefile" ] || { install_kernel_packages; unpack_source; }
fi

# Lays the tree $1 into $2 under the kernel's makefiles.
lay_under_kernel() {
  lay_fixture "$1" "$2"
  rm -r "$2/Makefile" "$2/scripts"
  ln -s "$kernel/Makefile" "$kernel/scripts" "$2"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=0 failed=0 left=0
for name in ${*:-$(fixture_names)}; do
  ! fixture_has_engine "$name" || { left=$((left + 1)); continue; }
  checked=$((checked + 1))
  lay_under_kernel "$name" "$work/$name"
  external=()
  ! fixture_is_external "$name" || external=(--external "$work/$name.external")
  # In the tree: that is where all kernels mean the same by $(src).
  "$here/kbuild_placement.sh" --in-tree "${external[@]}" "$work/$name" \
    "$work/$name/.config" 2>"$work/$name.err" |
    shown_external "$work/$name.external" >"$work/$name.tsv"
  agrees=1
  diff -u "$FIXTURES/$name/placement.tsv" "$work/$name.tsv" || agrees=
  if fixture_is_error "$name"; then
    while IFS= read -r line; do
      grep -qF -- "$line" "$work/$name.err" ||
        { echo "$name: make did not say: $line"; agrees=; }
    done <"$FIXTURES/$name/diagnostics"
  elif grep -q '\*\*\*' "$work/$name.err"; then
    agrees=
  fi
  [ -n "$agrees" ] && continue
  failed=$((failed + 1))
  echo "$name: ${kernel##*/} disagrees"; sed 's/^/  /' "$work/$name.err" | head -20
done
echo "$checked trees under ${kernel##*/}, $failed disagree; $left left to their build"
[ "$failed" = 0 ]
