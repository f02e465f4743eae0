#!/usr/bin/env bash
# kbuild_placement.sh [--in-tree] [--external DIR] SOURCE CONFIG [MAKE ARGUMENT…]:
# where the makefiles of the kernel SOURCE themselves say that objects go with the
# .config CONFIG, in the tsv format of `kplace place`; with --external those of
# the external module in DIR, as after `cd DIR` and `make -C BUILD M=$PWD modules`.
#
# GNU make runs scripts/Makefile.build in every directory, with recipes that
# print in place of those that compile: seconds for a whole kernel.  Nothing is
# written but below a temporary directory, which is make's O=; with --in-tree it
# is SOURCE, and is written to.  (Make may also make directories for objects in
# DIR.)  Give ARCH=… and LLVM=… as to make.  Complaints of make go to stderr; what
# can be said is said in spite of them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../testing/fixture_files.sh"

in_tree= external=
while :; do
  case ${1:-} in
    --in-tree) in_tree=1; shift ;;
    --external) external=$(realpath "$2"); shift 2 ;;
    *) break ;;
  esac
done
[ $# -ge 2 ] || { sed -n 's/^# //p' "$0" | head -4 >&2; exit 2; }
source=$(cd "$1" && pwd) config=$(realpath "$2")
shift 2
if [ -n "$in_tree" ]; then
  build=$source
else
  build=$(mktemp -d)
  trap 'rm -rf "$build"' EXIT
fi

# Configured as Kconfig would: auto.conf is newer than .config.
[ "$config" = "$build/.config" ] || cp "$config" "$build/.config"
mkdir -p "$build/include/config" "$build/include/generated"
awk -f "$FIXTURES/engine/scripts/autoconf.awk" \
  -v header="$build/include/generated/autoconf.h" "$build/.config" \
  >"$build/include/config/auto.conf"
touch "$build/include/config/auto.conf.cmd"
release=$build/include/config/kernel.release
[ -s "$release" ] ||
  sed -n 's/^# Linux[^ ]* \([0-9][^ ]*\) .*/\1/p' "$build/.config" >"$release"

# sub_make_done and --no-print-directory: this is already the run in the build
# directory.  abs_srctree: the top Makefile may be a link to somewhere else.
# The first run, left out here, gives older trees abs_objtree and an include
# directory.
older=()
if grep -qF -- '--include-dir=$(abs_srctree)' "$source/Makefile"; then
  older=(abs_objtree="$build" --include-dir="$source")
fi
# M= is looked at by the first run; sub-makes have it by way of MAKEFLAGS.
module=()
[ -z "$external" ] || module=(M="$external" KBUILD_EXTMOD="$external")
# An option of Makefile.build that older trees do not have.
knows=()
! grep -q need-modorder "$source/scripts/Makefile.build" ||
  knows=(placement-knows-modorder=1)
# From 6.13 on the first run says what the roots are, and works in the module.
work=$build
roots=(objtree=. srcroot=)
if [ -n "$external" ] && grep -q srcroot "$source/Makefile"; then
  work=$external
  roots=(objtree="$build" srcroot="$external")
fi
cd "$work"
{ env "${roots[@]}" MAKEFLAGS='' MAKEFILES=$here/print_placement.mk PWD=${external:-$PWD} \
  make -ks --no-print-directory -rR -f "$source/Makefile" \
  sub_make_done=1 abs_srctree="$source" "${older[@]}" KBUILD_MODULES=1 Q=@ \
  build='-f $(srctree)/scripts/Makefile.build placement obj' \
  "${module[@]}" "${knows[@]}" "$@" placement || true; } | normalize_rows
