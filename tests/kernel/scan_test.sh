#!/usr/bin/env bash
# What `kplace scan` says of the modules of Debian's kernel, judged by the tree's own
# conf and makefiles: each witness stays as it is when conf completes it, and of a few
# make itself says that what refers is built in and what it refers to is a module.
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

install_kernel_packages
unpack_source
unpack_modules
tree=$KPLACE_KERNEL_CACHE/linux-6.12 arch=x86
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_conf "$work"
ask_toolchain "$work"
cp "$KPLACE_KERNEL_CACHE"/debian/boot/config-* "$work/base"
conf olddefconfig "$work/base" >/dev/null

"$kplace" scan --src "$tree" --arch "$arch" --build "$work" "${exec_options[@]}" \
  --modules "$KPLACE_KERNEL_CACHE/debian-modules" --base "$work/base" \
  --witnesses "$work/witnesses" -o "$work/report" --progress never
possible=$(grep -c '^possible ' "$work/report")
failed=0

# fail NUMBER WORDS
fail() {
  failed=$((failed + 1))
  echo "$2:"
  sed -n "/^possible $1:/,/^[pu]/p" "$work/report" | head -n 12
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
  # possible 7: a/b.ko built in, c/d.ko a module: …
  read -r user maker < <(sed -n \
    "s/^possible $i: \([^ ]*\).ko built in, \([^ ]*\).ko a module.*/\1 \2/p" "$work/report")
  grep -q "^module.*	$maker.ko$" "$work/placement" ||
    fail "$i" "make has no module $maker.ko"
  ! grep -q "	$user.ko$" "$work/placement" || fail "$i" "make has a module $user.ko"
done
echo "$possible possible: conf leaves their configurations, make places $placed of them;" \
     "$failed wrong"
[ "$possible" -gt 0 ] && [ "$failed" = 0 ]
