#!/usr/bin/env bash
# One review comment of kplace, kept up to date on a pull request of GitHub: made when
# something is new, edited when what it says changes, and edited to say that all is well
# when the last finding goes; a new finding gets a new comment, for an edit tells nobody.
#
#   comment.sh COMMENT.md     what `kplace comment` has written
#
# Takes from the environment:
#   GITHUB_API_URL, GITHUB_REPOSITORY   as in GitHub Actions
#   GITHUB_TOKEN                        may write comments
#   PR                                  number of the pull request
# Needs curl and jq.  Prints what it did: none, unchanged, created, edited.
set -euo pipefail
comment=${1:?what kplace comment has written}
: "${GITHUB_API_URL:=https://api.github.com}" "${GITHUB_REPOSITORY:?}" "${PR:?}"

api() {
  curl -sSf -H "Authorization: Bearer ${GITHUB_TOKEN:-}" \
    -H 'Accept: application/vnd.github+json' "$@"
}
issues=$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues

# field NAME: of the marker in the first line of what is read.
field() { sed -nE "1s/^<!-- kplace:v1 .*$1=([^ ]*) .*-->\$/\1/p"; }
# news: how many new findings a comment speaks of.
news() { sed -nE '2s/^\*\*kplace\*\*: ([0-9]+) new.*/\1/p'; }

key=$(field key <"$comment")
[ -n "$key" ] || { echo "$comment: has no marker of kplace" >&2; exit 2; }

# Ours is the newest with the same key; whoever wrote it has our token.
me=$(api "$GITHUB_API_URL/user" | jq -r .login)
id= old=
for ((page = 1; ; page++)); do
  list=$(api "$issues/$PR/comments?per_page=100&page=$page")
  while IFS=$'\t' read -r number body; do
    body=$(base64 -d <<<"$body")
    [ "$(field key <<<"$body")" = "$key" ] || continue
    id=$number old=$body
  done < <(jq -r --arg me "$me" \
    '.[] | select(.user.login == $me) | [.id, (.body | @base64)] | @tsv' <<<"$list")
  [ "$(jq length <<<"$list")" = 100 ] || break
done

send() { jq -Rs '{body: .}' "$comment" | api -X "$1" --data @- "$2" >/dev/null; }
new=$(news <"$comment")
if [ -z "$id" ]; then
  if [ "$new" = 0 ]; then echo none; exit; fi
  send POST "$issues/$PR/comments"
  echo created
elif [ "$(field digest <<<"$old")" = "$(field digest <"$comment")" ]; then
  echo unchanged
elif [ "$new" -gt "$(news <<<"$old")" ]; then
  send POST "$issues/$PR/comments"
  echo created
else
  send PATCH "$issues/comments/$id"
  echo edited
fi
