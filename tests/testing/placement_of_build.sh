#!/usr/bin/env bash
# placement_of_build.sh DIR [EXTERNAL]: what a finished build says of the placement
# of its objects, or of those of the external module in EXTERNAL, in the tsv format
# of `kplace place`.
#
# Read from what make left: members of vmlinux.a and of every lib.a, and the
# .mod file of every module in modules.order.  Works on fixtures and on kernels
# from 6.1 on.
set -euo pipefail
. "$(dirname "$0")/fixture_files.sh"
external=${2:+$(realpath "$2")}
cd "$1"

# The members of a thin archive, from the root of the build.
members() { ar t "$1"; }

libraries() { find . -name lib.a | sed 's,^\./,,'; }

# A row for each object of the modules that a modules.order lists.
modules() {
  while read -r module; do
    module=${module%.*}
    awk -v OFS='\t' -v ko="$module.ko" '{ print "module", $0, ko }' "$module.mod"
  done <"$1"
}

if [ -n "$external" ]; then
  modules "$external/modules.order" | normalize_rows
  exit
fi

{
  libraries | while read -r library; do
    members "$library" | awk -v OFS='\t' -v lib="$library" \
      '{ print "archive", $0, lib }'
  done
  # A library that is in vmlinux whole is still a library.
  LC_ALL=C comm -23 \
    <(members vmlinux.a | LC_ALL=C sort -u) \
    <(libraries | while read -r library; do members "$library"; done |
      LC_ALL=C sort -u) |
    awk -v OFS='\t' '{ print "builtin", $0, "vmlinux" }'
  [ ! -e modules.order ] || modules modules.order
} | normalize_rows
