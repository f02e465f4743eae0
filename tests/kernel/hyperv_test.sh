#!/usr/bin/env bash
# HYPERV=m on a real tree: what `obj-$(subst m,y,…)` puts into vmlinux.  Only
# configured, not built.
set -euo pipefail
kplace=${1:?path of the kplace program}
here=$(dirname "$0")
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
configure_hyperv
build=$KPLACE_KERNEL_CACHE/hyperv
tree=$KPLACE_KERNEL_CACHE/linux-6.12

subst_lines() {
  (cd "$tree" && grep -n 'subst m,y,$(CONFIG_HYPERV)' "$@" /dev/null) |
    cut -d: -f1,2
}

run_kplace explain drivers/hv/hv_common.o --build "$build" --format json
expect_equal "explain finds the object" 0 "$status"
expect_equal "hv_common.o is in vmlinux" vmlinux "$(query '.placements[].unit')"
expect_equal "the two subst lines put it there" \
  "$(subst_lines drivers/Makefile drivers/hv/Makefile)" \
  "$(query '.placements[].because[] | select(.options == "CONFIG_HYPERV=m")
            | "\(.file):\(.line)"')"

run_kplace explain CONFIG_HYPERV --build "$build" --format json
expect_equal "the option's modules" \
  "drivers/hv/hv_vmbus.ko" \
  "$(query '.placements[].unit' | grep -E '/hv_vmbus.ko$' | sort -u)"
expect_equal "the option's part of drivers/hv in vmlinux" \
  "drivers/hv/hv_common.o" \
  "$(query '.placements[] | select(.unit == "vmlinux") | .object' |
     grep '^drivers/hv/')"
finish
