#!/usr/bin/env bash
# Holes made on purpose: in a copy of Linux 6.12 the lines of `seeds` are taken out, and
# `kplace scan --since` of the tree as it was, with Debian's modules as evidence, has to
# say of each what `seeds` has.
#
#   scan_seeds_test.sh KPLACE [confirm]
#
# With "confirm" each is compiled as well, half a minute apiece.
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"
. "$here/debian_scan.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_debian_scan "$work"

seeds() { grep -v '^#' "$here/seeds"; }

# take_out FILE OPTION LINE: of the option's entry; `sed -i` leaves the original alone.
take_out() {
  awk -v option="$2" -v line="$3" '
    /^(menu)?config / { inside = $2 == option }
    { text = $0; sub(/^[ \t]+/, "", text) }
    inside && text == line { taken = 1; next }
    { print }
    END { exit !taken }' "$work/tree/$1" >"$work/changed" ||
    { echo "$1: $2 has no line '$3'"; exit 1; }
  rm "$work/tree/$1"
  cp "$work/changed" "$work/tree/$1"
}

rm -rf "$work/tree"
cp -al "$tree" "$work/tree"
while IFS=';' read -r file option line maker expected; do
  take_out "$file" "$option" "$line"
done < <(seeds)

confirm=()
[ "${2:-}" != confirm ] ||
  confirm=(--confirm --scratch "$work/scratch")
"${scan[@]}" --src "$work/tree" --since "$tree" ${confirm[@]+"${confirm[@]}"} \
  -o "$work/report" || [ $? = 1 ]

# The first line of each entry, and its condition behind it.
awk '/^[a-z]+( [0-9]+)?: / { head = $1 " " $2 } /^  when / { print head, $0 }' \
  "$work/report" >"$work/conditions"
found=0 all=0
while IFS=';' read -r file option line maker expected; do
  all=$((all + 1))
  said=$({ grep -E "CONFIG_$option=y\b" "$work/conditions" || true; } |
           sed -nE "s/^([a-z]+).*CONFIG_$maker=m\b.*/\1/p" | head -n 1)
  said=${said:-none}
  if [ "$said" = "$expected" ] || [ "$said" = confirmed -a "$expected" = possible ]
  then
    found=$((found + 1))
    echo "$said: $option without '$line'"
  else
    echo "WRONG $said, expected $expected: $option without '$line'"
  fi
done < <(seeds)
entries=$(wc -l <"$work/conditions")
echo "$found of $all as expected; $entries entries"
[ "$found" = "$all" ] || exit 1
