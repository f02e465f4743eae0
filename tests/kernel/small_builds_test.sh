#!/usr/bin/env bash
# Whole builds of other kinds than x86 by GCC: nothing to report, and placement is
# what the build did.
#
#   small_builds_test.sh KPLACE NAME   one of small_builds.sh
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
wanted=${2:?name of a build}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/small_builds.sh"
. "$here/expect.sh"

install_kernel_packages
read -ra arguments < <(small_builds | grep "^$wanted ")
build_small "${arguments[@]}"
build=$small/$wanted

run_kplace check --build "$build" --format json
expect_equal "nothing at error level, nothing unknown" "0  " \
  "$status $(query '[.findings[] | select(.severity == "error")
                     | .code + " " + .symbol + .object] | join(", ")') $(
             query '[.unknowns[] | .subject + ": " + .reason] | join(", ")')"
expect_equal "every module is looked at" "$(wc -l <"$build/modules.order")" \
  "$(query .stats.modules)"

run_kplace place --build "$build" --format tsv
expect_equal "place succeeds" 0 "$status"
rows=$("$here/../testing/placement_of_build.sh" "$build")
expect_equal "$(wc -l <<<"$rows") rows are what the build did" "$rows" "$output"

finish
