#!/usr/bin/env bash
# check_fixture_oracle.sh [--update] [CASE…]: builds fixture trees (all of them
# without CASE) and compares where their objects went with placement.tsv.
#
# The build is the judge: --update writes what it said into placement.tsv.
# Trees that make cannot build are judged by fixture_vs_kbuild.sh alone.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/fixture_files.sh"

update=
[ "${1:-}" != --update ] || { update=1; shift; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=0 failed=0
for name in ${*:-$(fixture_names)}; do
  fixture_is_error "$name" && continue
  checked=$((checked + 1))
  "$here/build_fixture.sh" "$name" "$work/$name"
  external=()
  ! fixture_is_external "$name" || external=("$work/$name.external")
  if ! "$here/placement_of_build.sh" "$work/$name" "${external[@]}" |
      shown_external "$work/$name.external" >"$work/$name.tsv"; then
    echo "$name: the build left no answer:"; tail -5 "$work/$name/make.log"
    failed=$((failed + 1)); continue
  fi
  [ -z "$update" ] || cp "$work/$name.tsv" "$FIXTURES/$name/placement.tsv"
  if ! diff -u "$FIXTURES/$name/placement.tsv" "$work/$name.tsv"; then
    echo "$name: the build disagrees with placement.tsv"
    failed=$((failed + 1)); continue
  fi
  # A build that fails is expected to fail, and in these words.
  expected=$FIXTURES/$name/build_errors
  if [ -e "$expected" ]; then
    while IFS= read -r line; do
      grep -qF -- "$line" "$work/$name/make.log" ||
        { echo "$name: make did not say: $line"; failed=$((failed + 1)); }
    done <"$expected"
  elif [ "$(cat "$work/$name/make.status")" != 0 ]; then
    echo "$name: the build failed:"; grep -E 'rror|undefined' "$work/$name/make.log"
    failed=$((failed + 1))
  fi
done
echo "$checked trees built, $failed disagree"
[ "$failed" = 0 ]
