#!/usr/bin/env bash
# Every format that `kplace check` writes, of a real finding and of hostile names, read by
# what others wrote: Microsoft's SARIF validator, JSON schemas by ajv, Python's parsers.
#
#   formats_test.sh KPLACE HOSTILE_REPORTS
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
hostile_reports=$(realpath "${2:?path of hostile_reports}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../kernel/kernels.sh"
. "$here/../kernel/expect.sh"
. "$here/judges.sh"

install_judges
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
formats=(-f text -f "sarif=$work/iova.sarif" -f "github=$work/iova.github"
         -f "gitlab=$work/iova.gitlab.json" -f "junit=$work/iova.junit.xml"
         -f "rdjsonl=$work/iova.rdjsonl" -f "kcidb=$work/iova.kcidb.json"
         -f "json=$work/iova.json" -f "markdown=$work/iova.markdown.md" --kcidb-build myci:b77 --label x86/defconfig/gcc-12)
mkdir "$work/tree"
"$here/../testing/build_fixture.sh" iova_bitmap "$work/tree" >/dev/null 2>&1
"$kplace" check --build "$work/tree" "${formats[@]}" >"$work/iova.text" 2>/dev/null ||
  [ $? = 1 ]
mkdir "$work/first"
mv "$work"/iova.* "$work/first"
"$kplace" check --build "$work/tree" "${formats[@]}" >"$work/iova.text" 2>/dev/null ||
  [ $? = 1 ]
for file in "$work"/iova.*; do
  expect_equal "${file##*/} is the same again" same \
    "$(cmp -s "$file" "$work/first/${file##*/}" && echo same)"
done
"$hostile_reports" "$work"

for name in iova hostile; do
  expect_equal "$name: SARIF as Microsoft's validator has it" "" \
    "$(sarif_errors "$work/$name.sarif")"
  for format in gitlab kcidb; do
    expect_equal "$name: $format by its schema" "" \
      "$(schema_errors "$here/schemas/$format.json" "$work/$name.$format.json")"
  done
  expect_equal "$name: rdjsonl by its schema" "" \
    "$(schema_errors "$here/schemas/rdjsonl.json" "$work/$name.rdjsonl" lines)"
done
expect_equal "comments: nothing of a tree is Markdown" "" \
  "$(markdown_errors "$work"/hostile.{comment*,markdown}.md | head -n 5)"
"$kplace" comment "$work/iova.json" -o "$work/iova.md" || [ $? = 1 ]
expect_equal "iova: the comment as GitHub reads it" "" \
  "$(markdown_errors "$work/iova.md" "$work/iova.markdown.md")"
expect_equal "the validator does find a mistake" 1 "$(
  sed 's/"startLine": 1$/"startLine": 0/' "$work/iova.sarif" >"$work/wrong.sarif"
  sarif_errors "$work/wrong.sarif" | grep -c 'startLine' | sed 's/^[1-9][0-9]*$/1/')"
expect_equal "all say the same, and nothing else" "" \
  "$(python3 "$here/read_formats.py" "$work")"
finish
