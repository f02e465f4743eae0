#!/usr/bin/env bash
# What `kplace kconfig resolve` costs against the tree's own conf, of whose time only
# its own is counted, not that of the compilers it asks: the answers are the same.
#
#   bench/kconfig_vs_conf.sh KPLACE [RUNS [ARCH]]
#
# x86 defconfig of Linux 6.12 by default; the best of RUNS (default 7).  Needs perf.
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

# conf alone, without its children.
(
  . "$conf_environment"
  cd "$build"
  export KCONFIG_CONFIG=$work/theirs
  for ((i = 0; i < runs; i++)); do
    cp "$work/config" "$work/theirs"
    perf stat --no-inherit -x, -e task-clock -o "$work/perf" \
      scripts/kconfig/conf.real -s --olddefconfig Kconfig
    sed -n 's/^\([0-9.]*\),msec,task-clock.*/\1/p' "$work/perf"
  done
) | sort -n | head -n 1 | awk '{ printf "%-28s %6.3f s of the CPU\n", "conf --olddefconfig, itself", $1 / 1000 }'
cmp <(body "$work/ours") <(body "$work/theirs") && echo "both wrote the same"
