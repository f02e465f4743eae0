#!/usr/bin/env bash
# Every `subst m,y` of Linux 6.12 on x86_64 turned back into a plain line, one at a time:
# `kplace scan --absent --since` of the tree as it was has to say for each whether the
# link of vmlinux can break now.  Judges: the makefiles, run by GNU make under the
# witness, place what refers in vmlinux and nothing that defines the symbol; the object
# that refers, compiled under it, needs the symbol; ld rejects the kernel.
#
#   scan_rewrites_test.sh KPLACE [compile|link]
#
# "compile" takes a quarter of an hour more, "link", of kernels that are as small as they
# can be, an hour and more.
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
unpack_source
build_rewrites_evidence
tree=$KPLACE_KERNEL_CACHE/linux-6.12
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -al "$tree" "$work/tree"
"$kplace" index --build "$KPLACE_KERNEL_CACHE/rewrites-evidence" -o "$work/index" \
  --progress never 2>/dev/null

# A kernel with little beside what a witness wants.
make_small_base() {
  mkdir "$work/small"
  make -s -C "$tree" O="$work/small" tinyconfig >&2
  printf 'CONFIG_%s=y\n' 64BIT MODULES PRINTK SMP NET INET >"$work/small/fragment"
  (cd "$work/small" && "$tree/scripts/kconfig/merge_config.sh" -m -O . \
      .config fragment >/dev/null)
  make -s -C "$tree" O="$work/small" olddefconfig >&2
}

way=${2:-} confirm=()
case $way in
  compile) confirm=(--allow-exec --confirm --scratch "$work/scratch") ;;
  link) make_small_base
        confirm=(--allow-exec --confirm=link --scratch "$work/scratch"
                 --base "$work/small/.config") ;;
esac

# scan FILE OPTION PATH: of the tree with the line plain.
scan() {
  rm "$work/tree/$1"
  sed "s/\$(subst m,y,\$($2))/\$($2)/" "$tree/$1" >"$work/tree/$1"
  cmp -s "$tree/$1" "$work/tree/$1" && { echo "$1 has no such line"; return 1; }
  rm -rf "$work/witnesses"
  "$kplace" scan --src "$work/tree" --arch x86 --build "$work" --index "$work/index" \
    --absent --since "$tree" "$3" --witnesses "$work/witnesses" -o "$work/report" \
    --progress never ${confirm[@]+"${confirm[@]}"} 2>"$work/err" || [ $? = 1 ]
}

# misplaced: entries whose sides make does not place as the report says.
misplaced() {
  local number user maker
  sed -nE 's/^(possible|confirmed) ([0-9]+): ([^ ]+) built in, ([^ ,]+) not: .*/\2 \3 \4/p' \
    "$work/report" | head -n 1 | while read -r number user maker; do
    "$here/kbuild_placement.sh" "$work/tree" "$work/witnesses/$number.config" ARCH=x86 \
      >"$work/placement" 2>/dev/null
    grep -q "^builtin	$user	" "$work/placement" || echo "$user is not built in"
    ! grep -q "^builtin	$maker	" "$work/placement" || echo "$maker is built in"
  done
}

while read -r file option path expected; do
  scan "$file" "$option" "$path"
  expect_equal "$file $option: link can break" "$expected" \
    "$(grep -qE '^(possible|confirmed) ' "$work/report" && echo yes || echo no)"
  expect_equal "as make places both sides" "" "$(misplaced)"
  if [ "$expected" = yes ] && [ -n "$way" ]; then
    expect_equal "compiled" "" "$(grep -E '^possible|not compiled' "$work/report")"
  fi
  if [ "$expected" = yes ] && [ "$way" = link ]; then
    expect_equal "ld misses the symbol" "" \
      "$(grep '^  ld ' "$work/report" | grep -v 'undefined reference')"
    grep -m 1 '^  ld ' "$work/report"
  fi
  rm "$work/tree/$file"
  cp "$tree/$file" "$work/tree/$file"
done <<'LINES'
net/8021q/Makefile CONFIG_VLAN_8021Q net/8021q yes
net/ipv6/Makefile CONFIG_IPV6 net/ipv6/inet6_hashtables.o yes
net/netlabel/Makefile CONFIG_IPV6 net/netlabel yes
net/netfilter/Makefile CONFIG_IPV6 net/netfilter/nf_conntrack_proto_icmpv6.o yes
net/sctp/Makefile CONFIG_IPV6 net/sctp/ipv6.o no
net/bridge/Makefile CONFIG_BRIDGE_NETFILTER net/bridge/br_nf_core.o yes
net/bridge/Makefile CONFIG_IPV6 net/bridge/br_netfilter_ipv6.o no
arch/x86/Kbuild CONFIG_HYPERV arch/x86/hyperv yes
drivers/net/wireless/silabs/wfx/Makefile CONFIG_MMC drivers/net/wireless/silabs/wfx no
drivers/Makefile CONFIG_HYPERV drivers/hv yes
drivers/mmc/Makefile CONFIG_MMC drivers/mmc/host no
drivers/hv/Makefile CONFIG_HYPERV drivers/hv yes
LINES
finish
