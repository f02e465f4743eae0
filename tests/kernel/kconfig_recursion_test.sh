#!/usr/bin/env bash
# Recursive dependencies: those that kplace tells of small random Kconfig files, and
# of the iova_bitmap case, against those that the tree's own conf tells, step by step.
#
#   kconfig_recursion_test.sh KPLACE [COUNT [SEED]]
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
count=${2:-200} first=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"

install_kernel_packages
unpack_source 6.12
make_iova_source
tree=$KPLACE_KERNEL_CACHE/linux-6.12 arch=x86
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_conf "$work"

# theirs, ours: "A depends on B" for each step.  That a choice is part of itself, and
# that its member is its "unknown", conf says for want of better words.
theirs() {
  sed -n '/<choice> is part of choice block/d
          s/^error: recursive.*/--/p
          s/^\tsymbol \(.* is part of choice block\).*/\1/p;t
          s/unknown is visible depending on/has the member/
          s/^\tsymbol //p'
}
ours() {
  sed -n 's/^kplace: error: recursive.*/--/p;s/^  \([^ ].*[^ ]\)  .*/\1/p'
}

failed=0 recursive=0 dir=$work/small
mkdir -p "$dir/scripts" "$dir/arch/x86"
cp -r "$tree/scripts/kconfig" "$dir/scripts/"
touch "$dir/Makefile" "$dir/scripts/Makefile.build" "$dir/config"
for ((i = first; i < first + count; i++)); do
  python3 "$here/random_kconfig.py" "$dir/Kconfig" "$i" --recursive
  (cd "$dir" && KCONFIG_CONFIG=$work/config "$build/scripts/kconfig/conf.real" \
    --olddefconfig Kconfig) 2>&1 >/dev/null | theirs >"$work/theirs" || true
  "$kplace" kconfig resolve --src "$dir" --arch x86 "$dir/config" \
    2>&1 >/dev/null | ours >"$work/ours" || true
  if [ -s "$work/theirs" ]; then recursive=$((recursive + 1)); fi
  if ! cmp -s "$work/theirs" "$work/ours"; then
    failed=$((failed + 1))
    echo "seed $i: < conf, > kplace"
    diff "$work/theirs" "$work/ours" || true
  fi
done
echo "$count Kconfig files, $recursive of them recursive: $failed differ"

# Both ways in which VFIO was to wait for IOMMUFD_DRIVER.
cat >"$work/chain" <<'CHAIN'
--
VFIO depends on IOMMUFD_DRIVER
IOMMUFD_DRIVER is selected by MLX5_VFIO_PCI
MLX5_VFIO_PCI depends on VFIO
CHAIN
for mend in 'IOMMUFD_DRIVER || IOMMUFD_DRIVER=n' 'IOMMUFD_DRIVER || !IOMMUFD_DRIVER'; do
  rm -rf "$work/iova"
  cp -al "$KPLACE_KERNEL_CACHE/linux-6.12-iova" "$work/iova"
  rm "$work/iova/drivers/vfio/Kconfig"
  sed "/^menuconfig VFIO\$/,/^\$/s/^\tdepends on IOMMUFD .*/&\n\tdepends on $mend/" \
    "$tree/drivers/vfio/Kconfig" >"$work/iova/drivers/vfio/Kconfig"
  "$kplace" kconfig resolve --src "$work/iova" --arch x86 "$build/.config" \
    2>&1 >/dev/null | ours >"$work/ours" || true
  (. "$conf_environment"; cd "$work/iova"; srctree=. KCONFIG_CONFIG=$work/config \
    "$build/scripts/kconfig/conf.real" --olddefconfig Kconfig) 2>&1 >/dev/null |
    theirs >"$work/theirs" || true
  for said in ours theirs; do
    if ! diff "$work/chain" "$work/$said"; then
      failed=$((failed + 1))
      echo "VFIO with 'depends on $mend': $said differs"
    fi
  done
done
[ "$failed" = 0 ] && echo "the iova_bitmap case: both mends give the chain"
