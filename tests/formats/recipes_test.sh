#!/usr/bin/env bash
# The commands of contrib/, run on a small tree that breaks: what the recipes collect is
# there, and the job fails.
#
#   recipes_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
contrib=$here/../../contrib
. "$here/../kernel/kernels.sh"
. "$here/../kernel/expect.sh"
install_packages python3-yaml jq
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$kplace" "$work/bin/kplace"
export PATH=$work/bin:$PATH

# commands FILE EXPRESSION: a list of a YAML file, a line each.
commands() {
  python3 -c 'import sys, yaml
recipe = yaml.safe_load(open(sys.argv[1]))
print("\n".join(eval(sys.argv[2])))' "$1" "$2"
}
# tree NAME: the tree of the case, built; the recipes find it configured already.
tree() {
  rm -rf "$work/tree"
  "$here/../testing/build_fixture.sh" "$1" "$work/tree" >/dev/null 2>&1
}
# run COMMANDS: as a CI system does, in the tree; the exit status.
run() {
  local status=0
  (cd "$work/tree" && LABEL=x86/tiny GITHUB_STEP_SUMMARY=summary \
     bash -e <(grep -v defconfig <<<"$1")) >"$work/out" 2>"$work/err" || status=$?
  echo $status
}
there() { (cd "$work/tree" && for file; do [ ! -s "$file" ] || echo "$file"; done); }

steps='[s["run"] for s in recipe["jobs"]["kplace"]["steps"] if "run" in s'
for case in "iova_bitmap 1" "rewrites 0"; do
  read -r name expected <<<"$case"
  tree "$name"
  expect_equal "github.yml on $name" "$expected" \
    "$(run "$(commands "$contrib/github.yml" "$steps and s[\"name\"] != \"Summary\"]")")"
  expect_equal "and its summary" 0 \
    "$(run "$(commands "$contrib/github.yml" "$steps and s[\"name\"] == \"Summary\"]")")"
  expect_equal "files" "kplace.sarif summary" "$(there kplace.sarif summary | paste -sd' ')"
  expect_equal "gitlab.yml on $name" "$expected" \
    "$(run "$(commands "$contrib/gitlab.yml" 'recipe["kplace"]["script"]')")"
  expect_equal "files" "gl-code-quality-report.json kplace.xml" \
    "$(there $(commands "$contrib/gitlab.yml" \
       'recipe["kplace"]["artifacts"]["reports"].values()') | paste -sd' ')"
  expect_equal "Jenkinsfile on $name" "$expected" \
    "$(run "$(sed -nE "s/^ *sh '(.*)'\$/\1/p" "$contrib/Jenkinsfile")")"
done

# nipa CASE: exit status, and the line for Patchwork.
nipa() {
  local status=0
  (cd "$work/tree" && DESC_FD=3 RESULTS_DIR=$work "$contrib/nipa/kplace/kplace.sh") \
    3>"$work/desc" >"$work/out" 2>"$work/err" || status=$?
  echo "$status: $(cat "$work/desc")"
}
expect_equal "NIPA, clean" "0: no new references that cannot be linked" "$(nipa)"
expect_equal "says nothing else" "" "$(cat "$work/out" "$work/err")"
tree iova_bitmap
expect_equal "NIPA, broken" "1: 4 errors" "$(nipa)"
expect_equal "shows the report" 1 "$(grep -c 'KP0001' "$work/out")"
rm "$work/tree/.config"
expect_equal "NIPA, no build" "250: could not be told; see stdout" "$(nipa)"
expect_equal "info.json is JSON" kplace.sh "$(jq -r '.run[0]' "$contrib/nipa/kplace/info.json")"
finish
