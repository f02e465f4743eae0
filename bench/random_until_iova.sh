#!/usr/bin/env bash
# How many random configurations it takes until one breaks the link as the iova_bitmap
# case does: conf makes them, nothing is built.  A scan finds it in one run.
#
#   random_until_iova.sh [COUNT [FIRST-SEED]]
set -euo pipefail
count=${1:-1000} first=${2:-1}
here=$(cd "$(dirname "$0")/../tests/kernel" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"

install_kernel_packages
make_iova_source
tree=$KPLACE_KERNEL_CACHE/linux-6.12-iova arch=x86
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_conf "$work"

broken=0
begin=$(date +%s)
for ((i = first; i < first + count; i++)); do
  rm -f "$work/config"
  conf randconfig "$work/config" KCONFIG_SEED="$i" >/dev/null
  if [ "$(grep -cxE 'CONFIG_(VFIO=y|IOMMUFD_DRIVER=m)' "$work/config")" = 2 ]; then
    broken=$((broken + 1))
    echo "seed $i"
  fi
done
echo "$broken of $count random configurations, in $(($(date +%s) - begin)) s"
