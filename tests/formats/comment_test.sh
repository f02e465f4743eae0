#!/usr/bin/env bash
# The whole life of a review comment, against a fake of the forge: made once, left alone
# while it says the same, made anew for a new finding, edited to "nothing new" at the end.
#
#   comment_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../kernel/kernels.sh"
. "$here/../kernel/expect.sh"
install_packages curl jq python3

work=$(mktemp -d)
python3 "$here/fake_forge.py" "$work/port" &
forge=$!
trap 'kill $forge; rm -rf "$work"' EXIT
for ((i = 0; i < 100; i++)); do [ ! -s "$work/port" ] || break; sleep 0.1; done
export GITHUB_API_URL=http://127.0.0.1:$(cat "$work/port") GITHUB_REPOSITORY=o/r PR=1 \
       GITHUB_TOKEN=secret
comments=$GITHUB_API_URL/repos/o/r/issues/1/comments

# A hundred others first: ours are on the second page.
for ((i = 0; i < 101; i++)); do
  curl -sSf -H 'X-Fake-User: somebody' --data \
    '{"body": "<!-- kplace:v1 key=x86/tiny head=a digest=b -->\nnot ours"}' "$comments" \
    >/dev/null
done

"$here/../testing/build_fixture.sh" iova_bitmap "$work/tree" >/dev/null 2>&1
"$kplace" check --build "$work/tree" -f "json=$work/all.json" 2>/dev/null || [ $? = 1 ]
# result FILTER: of the real result.
result() { jq "$1" "$work/all.json" >"$work/result.json"; }
# push SHA: what kplace says of it, and what the script then does.
push() {
  local status=0
  "$kplace" comment "$work/result.json" --key x86/tiny --head "$1" -o "$work/comment.md" ||
    status=$?
  echo "$status $("$here/../../contrib/comment.sh" "$work/comment.md")"
}
ours() {
  for page in 1 2; do curl -sSf "$comments?per_page=100&page=$page"; done |
    jq -c '.[] | select(.user.login == "kplace-bot") |
           [.id, .edits, (.body | split("\n")[1] | split(",")[0:3] | join(","))]'
}

result '.findings = []'
expect_equal "a clean push says nothing" "0 none" "$(push 1)"
expect_equal "and nothing is there" "" "$(ours)"
result '.findings |= map(select(.code == "KP0001"))'
expect_equal "findings" "1 created" "$(push 2)"
expect_equal "the same findings of another push" "1 unchanged" "$(push 3)"
expect_equal "one comment, no edit" \
  '[102,0,"**kplace**: 3 new, 0 fixed, 0 known"]' "$(ours)"
result .
expect_equal "one more finding" "1 created" "$(push 4)"
result '.findings |= map(select(.code == "KP0007"))'
expect_equal "fewer" "1 edited" "$(push 5)"
result '.findings = []'
expect_equal "the last one goes" "0 edited" "$(push 6)"
expect_equal "and stays gone" "0 unchanged" "$(push 7)"
expect_equal "two comments, the second edited to the end" \
  '[102,0,"**kplace**: 3 new, 0 fixed, 0 known"]
[103,2,"**kplace**: 0 new, 0 fixed, 0 known"]' "$(ours | sed 's/, ` x86.*"/"/')"
finish
