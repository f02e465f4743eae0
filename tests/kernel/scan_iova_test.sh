#!/usr/bin/env bash
# The iova_bitmap case before anyone built it: from objects of the tree as it was, and
# the Kconfig and makefiles of the tree with the one-line change, `kplace scan` has to
# find it, name the mends that close it, and be right: conf, and a compiler, judge.
#
#   scan_iova_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
make_iova_source
build_iova_evidence
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
changed=$KPLACE_KERNEL_CACHE/linux-6.12-iova

"$kplace" index --build "$KPLACE_KERNEL_CACHE/iova-evidence" -o "$work/index" \
  --progress never 2>"$work/index.err"
scan() {
  "$kplace" scan --src "$changed" --arch x86 --build "$work" --index "$work/index" \
    --progress never "$@"
}
scan --mends "$work/mends" --witnesses "$work/witnesses" -o "$work/report" \
  --try 'VFIO: select IOMMUFD_DRIVER if VFIO_PCI_CORE'
steps='VFIO depends on IOMMUFD_DRIVER, IOMMUFD_DRIVER is selected by MLX5_VFIO_PCI'
steps="$steps, MLX5_VFIO_PCI depends on VFIO"
cat >"$work/expected" <<REPORT
possible 1: drivers/vfio/vfio_main.o built in, drivers/iommu/iommufd/iova_bitmap.o a module: iova_bitmap_alloc, iova_bitmap_for_each, iova_bitmap_free
  when   (CONFIG_IOMMUFD_DRIVER=m && CONFIG_MODULES=y && CONFIG_VFIO=y)
  with   CONFIG_VFIO=y
  user   CONFIG_VFIO, drivers/vfio/Makefile:2: obj-\$(CONFIG_VFIO) += vfio.o
         VFIO=y (drivers/vfio/Kconfig:2): chosen in .config
  maker  CONFIG_IOMMUFD_DRIVER, drivers/iommu/iommufd/Makefile:15: obj-\$(CONFIG_IOMMUFD_DRIVER) += iova_bitmap.o
         IOMMUFD_DRIVER=m (drivers/iommu/Kconfig:10): selected by MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:6); nothing built in selects it
         MLX5_VFIO_PCI=m (drivers/vfio/pci/mlx5/Kconfig:2): chosen in .config
  refs   3 references of 1 function
  used   drivers/vfio/vfio_main.c:1197
  mend   VFIO: depends on IOMMUFD_DRIVER || !IOMMUFD_DRIVER  is recursive: $steps
  mend   VFIO: depends on IOMMUFD_DRIVER || IOMMUFD_DRIVER=n  is recursive: $steps
  mend   VFIO: select IOMMUFD_DRIVER  closes it; takes away VFIO=y IOMMUFD_DRIVER=m, VFIO=y IOMMUFD_DRIVER=n, VFIO=m IOMMUFD_DRIVER=n
  mend   IOMMUFD_DRIVER: bool  closes it; takes away VFIO=y IOMMUFD_DRIVER=m, VFIO=m IOMMUFD_DRIVER=m, VFIO=n IOMMUFD_DRIVER=m
  mend   VFIO: select IOMMUFD_DRIVER if VFIO_PCI_CORE  leaves it open, with CONFIG_VFIO=y
  mend   IOMMUFD_DRIVER: obj-\$(subst m,y,\$(CONFIG_IOMMUFD_DRIVER)) += iova_bitmap.o  closes it
  mend   VFIO: #if IS_REACHABLE(CONFIG_IOMMUFD_DRIVER) around drivers/vfio/vfio_main.c:1197 and every other use  closes it
REPORT
expect_equal "the report" "$(cat "$work/expected")" "$(cat "$work/report")"

# Each mend that is written, made: what conf then says of the witness.
mended() {
  rm -rf "$work/tree" "$work/build"
  cp -al "$changed" "$work/tree"
  mkdir "$work/build"
  patch -s -p1 -d "$work/tree" --posix -r - <"$work/mends/$1.patch"
  cp "$work/witnesses/1.config" "$work/build/.config"
  make -s -C "$work/tree" O="$work/build" olddefconfig >&2
  grep -xE 'CONFIG_(VFIO|IOMMUFD_DRIVER)=.' "$work/build/.config" | sort | tr '\n' ' '
}
expect_equal "select" "CONFIG_IOMMUFD_DRIVER=y CONFIG_VFIO=y " "$(mended 1.3)"
expect_equal "bool" "CONFIG_IOMMUFD_DRIVER=y CONFIG_VFIO=y " "$(mended 1.4)"
expect_equal "select if" "CONFIG_IOMMUFD_DRIVER=m CONFIG_VFIO=y " "$(mended 1.5)"
expect_equal "the rewrite changes no option" "CONFIG_IOMMUFD_DRIVER=m CONFIG_VFIO=y " \
  "$(mended 1.6)"
expect_equal "and builds iova_bitmap in, as make places it" builtin "$(
  "$here/kbuild_placement.sh" "$work/tree" "$work/witnesses/1.config" ARCH=x86 \
    2>/dev/null | sed -n 's|^\([a-z]*\)	drivers/iommu/iommufd/iova_bitmap.o	.*|\1|p')"

# The object that refers, compiled under the witness; the second time it is known.
for run in first second; do
  status=0
  scan --allow-exec --confirm --scratch "$work/scratch" -o "$work/$run" || status=$?
  expect_equal "confirmed, exit status" 1 "$status"
  expect_equal "what the $run compilation says" \
    "  proof  compiled as built in, drivers/vfio/vfio_main.o needs iova_bitmap_alloc, iova_bitmap_for_each, iova_bitmap_free" \
    "$(grep '^  proof' "$work/$run")"
  rm -f "$work/scratch/1/drivers/vfio/vfio_main.o"
done
expect_equal "compiled once" no \
  "$([ -e "$work/scratch/1/drivers/vfio/vfio_main.o" ] && echo yes || echo no)"
finish
