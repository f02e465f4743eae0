#!/usr/bin/env bash
# The questions of the iova_bitmap case, on the kernel as it was and with the one-line
# change that made IOMMUFD_DRIVER a tristate.  What kplace says can be is given to
# scripts/kconfig/merge_config.sh and conf.
#
#   kconfig_iova_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"
. "$here/expect.sh"

install_kernel_packages
unpack_source 6.12
make_iova_source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$KPLACE_KERNEL_CACHE/linux-6.12 arch=x86
set_up_conf "$work"

# solve TREE CONDITION…: what is said of it, on stdout; the fragment is there.
solve() {
  "$kplace" kconfig solve --build "$work" --src "$KPLACE_KERNEL_CACHE/$1" --arch x86 \
    --facts "$build/.config" "${@:2}" 2>/dev/null || true
}

expect_equal "IOMMUFD_DRIVER=m, as it was" \
  "IOMMUFD_DRIVER is a bool: it is never m  drivers/iommu/Kconfig:10" \
  "$(solve linux-6.12 IOMMUFD_DRIVER=m)"
expect_equal "VFIO=y and IOMMUFD=m" \
  "VFIO depends on IOMMUFD || !IOMMUFD  drivers/vfio/Kconfig:5" \
  "$(solve linux-6.12 VFIO=y IOMMUFD=m)"

for base in "" "$build/.config"; do
  solve linux-6.12-iova ${base:+--base "$base"} VFIO=y IOMMUFD_DRIVER=m >"$work/fragment"
  lines=$(wc -l <"$work/fragment")
  expect_equal "a fragment of 1 to 12 lines beside '$base'" yes \
    "$([ "$lines" -ge 1 ] && [ "$lines" -le 12 ] && echo yes || cat "$work/fragment")"
  # As a user would: into a build directory of the changed tree.
  rm -rf "$work/merged"
  mkdir "$work/merged"
  cp "${base:-/dev/null}" "$work/base"
  (cd "$KPLACE_KERNEL_CACHE/linux-6.12-iova" &&
    scripts/kconfig/merge_config.sh -m -O "$work/merged" "$work/base" "$work/fragment" &&
    make -s O="$work/merged" olddefconfig) >"$work/log" 2>&1 || cat "$work/log"
  expect_equal "conf takes the fragment beside '$base'" \
    "$(printf '%s\n' CONFIG_IOMMUFD_DRIVER=m CONFIG_VFIO=y)" \
    "$(grep -xE 'CONFIG_(IOMMUFD_DRIVER|VFIO)=.' "$work/merged/.config" | sort)"
  expect_equal "every line of it" "" "$(grep -vxFf "$work/merged/.config" "$work/fragment")"
done
finish
