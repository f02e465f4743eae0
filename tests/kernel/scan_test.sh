#!/usr/bin/env bash
# What `kplace scan` says of the modules of Debian's kernel, judged by the tree's own
# conf and makefiles: each witness stays as it is when conf completes it, and of a few
# make itself says that what refers is built in and what it refers to is a module.  A few
# of those that refer are compiled: what the source was read to guard must not need it.
#
#   scan_test.sh KPLACE [PLACED]
#
# PLACED is how many are placed by make (default 3), which takes half a minute each.
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
placed=${2:-3}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"
. "$here/debian_scan.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_debian_scan "$work"

"${scan[@]}" --src "$tree" --witnesses "$work/witnesses" -o "$work/report"
possible=$(find "$work/witnesses" -name '*.config' | wc -l)
failed=0

# fail NUMBER WORDS
fail() {
  failed=$((failed + 1))
  echo "$2:"
  sed -n "/^[a-z]* $1: /,/^[a-z]/p" "$work/report" | head -n 12
}

for ((i = 1; i <= possible; i++)); do
  cp "$work/witnesses/$i.config" "$work/theirs"
  conf olddefconfig "$work/theirs" >/dev/null
  cmp -s <(body "$work/witnesses/$i.config") <(body "$work/theirs") ||
    fail "$i" "conf makes something else of witness $i"
done

# A few all over the list.
for ((n = 0; n < placed && n < possible; n++)); do
  i=$((1 + n * possible / placed))
  "$here/kbuild_placement.sh" "$tree" "$work/witnesses/$i.config" ARCH="$arch" \
    >"$work/placement" 2>/dev/null
  # guarded 7: a/b.ko built in, c/d.ko a module: …
  read -r user maker < <(sed -n \
    "s/^[a-z]* $i: \([^ ]*\).ko built in, \([^ ]*\).ko a module.*/\1 \2/p" "$work/report")
  grep -q "^module.*	$maker.ko$" "$work/placement" ||
    fail "$i" "make has no module $maker.ko"
  ! grep -q "	$user.ko$" "$work/placement" || fail "$i" "make has a module $user.ko"
done
# A hole of this very kernel; a guard in the source; one that only a compiler sees.
"${scan[@]}" --src "$tree" --confirm --scratch "$work/scratch" -o "$work/compiled" \
  drivers/platform/x86/amd/pmf/amd-pmf.ko drivers/input/joystick/xpad.ko \
  fs/isofs/isofs.ko || [ $? = 1 ]
said=$(sed -nE 's/^([a-z]+) [0-9]+: ([^ ]+) built in.*/\1 \2/p; s/^  (guard|used) .*/\1/p' \
  "$work/compiled" | paste -d' ' - -)
echo "$said"
[ "$said" = "confirmed drivers/platform/x86/amd/pmf/amd-pmf.ko used
guarded drivers/input/joystick/xpad.ko guard
guarded fs/isofs/isofs.ko used" ] || { failed=$((failed + 1)); echo "not so"; }

echo "$possible with a witness: conf leaves their configurations, make places $placed of" \
     "them; $failed wrong"
[ "$possible" -gt 0 ] && [ "$failed" = 0 ]
