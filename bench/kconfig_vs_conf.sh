#!/usr/bin/env bash
# What `kplace kconfig resolve` costs against the tree's own conf, which has all
# answers of the toolchain in files: neither starts a compiler.
#
#   bench/kconfig_vs_conf.sh KPLACE [RUNS [ARCH]]
#
# x86 defconfig of Linux 6.12 by default; the best of RUNS (default 7), three times.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kplace=$(realpath "${1:?path of kplace}")
runs=${2:-7} arch=${3:-x86}
. "$here/measure.sh"
. "$here/../tests/kernel/kernels.sh"
. "$here/../tests/kernel/conf.sh"
install_kernel_packages
unpack_source 6.12
tree=$KPLACE_KERNEL_CACHE/linux-6.12
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_conf "$work"
cp "$build/.config" "$work/config"

# of_conf COMMAND…: where make runs it, and as make does.
of_conf() (
  . "$conf_environment"
  cd "$build"
  export KCONFIG_CONFIG=$work/theirs
  "$@" "${conf_command[@]}" --olddefconfig Kconfig
)
cp "$work/config" "$work/theirs"
of_conf env  # asks what there is to ask
# In turn, for the machine is not always as fast.
for round in 1 2 3; do
  measure "$runs" "$round: kplace kconfig resolve" "$kplace" kconfig resolve \
    --src "$tree" --arch "$arch" --build "$build" -o "$work/ours" "$work/config"
  of_conf measure "$runs" "$round: conf --olddefconfig"
done
cmp <(body "$work/ours") <(body "$work/theirs") && echo "both wrote the same"
