#!/usr/bin/env bash
# build_fixture.sh CASE OUTDIR [MAKE ARGUMENT…]: lays a fixture tree into OUTDIR
# and builds it there, leaving make's words in OUTDIR/make.log.
#
# A link that fails is what some cases are for, so the status of make is left in
# OUTDIR/make.status and is not ours; we fail when no tree could be laid.
# With O=DIR among the arguments both files are still in OUTDIR.  An external
# module is built after the kernel, in OUTDIR.external.
set -euo pipefail
. "$(dirname "$0")/fixture_files.sh"

[ $# -ge 2 ] || { sed -n 's/^# //p' "$0" | head -3 >&2; exit 2; }
name=$1 out=$2
shift 2
lay_fixture "$name" "$out"
status=0
MAKEFLAGS='' make -C "$out" -k -j"$(nproc)" "$@" >"$out/make.log" 2>&1 ||
  status=$?
[ ! -d "$out.external" ] ||
  MAKEFLAGS='' make -C "$out" -k -j"$(nproc)" "$@" M="$(realpath "$out.external")" \
    >>"$out/make.log" 2>&1 || status=$?
echo "$status" >"$out/make.status"
[ ! -d "$FIXTURES/$name/later" ] || cp -R "$FIXTURES/$name/later/." "$out"
