#!/usr/bin/env bash
# fixture_vs_kbuild.sh [--kernel DIR] [CASE…]: the kernel's own makefiles say
# where the objects of the fixture trees go, and what is wrong with the broken
# ones; compared with placement.tsv and diagnostics.
#
# Each tree gets the kernel's top Makefile and scripts/ in place of the engine's,
# so what is judged is the engine as well as the rows.  Needs a kernel source:
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

# Lays the tree $1 into $2 under the kernel's makefiles, configured.
lay_under_kernel() {
  lay_fixture "$1" "$2"
  rm -r "$2/Makefile" "$2/scripts"
  ln -s "$kernel/Makefile" "$kernel/scripts" "$2"
  mkdir -p "$2/include/config" "$2/include/generated"
  awk -f "$FIXTURES/engine/scripts/autoconf.awk" \
    -v header="$2/include/generated/autoconf.h" "$2/.config" \
    >"$2/include/config/auto.conf"
  touch "$2/include/config/auto.conf.cmd"
}

# Prints the rows of the tree $1; make's messages go to stderr.
ask_kernel() {
  ( cd "$1"
    MAKEFLAGS='' MAKEFILES="$here/print_placement.mk" \
      make -ks --no-print-directory -rR -f Makefile Q=@ \
      sub_make_done=1 KBUILD_MODULES=1 KBUILD_ABS_SRCTREE='' abs_srctree="$1" \
      srctree=. VPATH='' building_out_of_srctree='' \
      build='-f $(srctree)/scripts/Makefile.build placement obj' \
      placement ) || true
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=0 failed=0
for name in ${*:-$(fixture_names)}; do
  checked=$((checked + 1))
  lay_under_kernel "$name" "$work/$name"
  ask_kernel "$work/$name" >"$work/$name.rows" 2>"$work/$name.err"
  normalize_rows <"$work/$name.rows" >"$work/$name.tsv"
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
echo "$checked trees under ${kernel##*/}, $failed disagree"
[ "$failed" = 0 ]
