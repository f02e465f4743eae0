#!/usr/bin/env bash
# What `kplace kconfig resolve` costs against the tree's own conf, which has all
# answers of the toolchain in files: neither starts a compiler.
#
#   bench/kconfig_vs_conf.sh KPLACE [RUNS [ARCH]]
#
# x86 defconfig of Linux 6.12 by default; the best of RUNS (default 7).
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

measure "$runs" "kplace kconfig resolve" "$kplace" kconfig resolve --src "$tree" \
  --arch "$arch" --build "$build" -o "$work/ours" "$work/config"

(
  . "$conf_environment"
  cd "$build"
  export KCONFIG_CONFIG=$work/theirs
  cp "$work/config" "$work/theirs"
  "${conf_command[@]}" --olddefconfig Kconfig  # asks what there is to ask
  measure "$runs" "conf --olddefconfig" "${conf_command[@]}" --olddefconfig Kconfig
)
cmp <(body "$work/ours") <(body "$work/theirs") && echo "both wrote the same"
