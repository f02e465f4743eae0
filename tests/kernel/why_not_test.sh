#!/usr/bin/env bash
# `place --why-not` on a real tree: what it says to change is changed in a copy
# of the .config, and GNU make (kbuild_placement.sh) has to agree that the
# object is then in the unit, and was not before.  Nothing is compiled.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
configure_hyperv
build=$KPLACE_KERNEL_CACHE/hyperv
tree=$KPLACE_KERNEL_CACHE/linux-6.12
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# judge CONFIG: the rows that make gives for a .config.
judge() { "$here/kbuild_placement.sh" "$tree" "$1" 2>/dev/null; }
judge "$build/.config" >"$work/before.tsv"

# with_changes N: the .config with the changes of place N of $output.
with_changes() {
  local option to
  cp "$build/.config" "$work/changed"
  while read -r option to; do
    sed -i -E "/^(# )?$option[= ]/d" "$work/changed"
    [ "$to" = n ] || echo "$option=$to" >>"$work/changed"
  done < <(query ".places[$1].change.options[] | \"\(.option) \(.to)\"")
}

# check_object OBJECT: each of its places, before and after the change.
check_object() {
  local object=$1 count i row
  run_kplace place --why-not "$object" --build "$build" --format json
  expect_equal "$object: is answered" 0 "$status"
  count=$(query '.places | length')
  expect_equal "$object: has a place" yes "$([ "$count" -gt 0 ] && echo yes)"
  for ((i = 0; i < count; i++)); do
    row=$(query ".places[$i] | [.kind, \"$object\", .unit] | @tsv")
    expect_equal "$row: $(query ".places[$i].holds")" \
      "$(grep -cxF -- "$row" "$work/before.tsv" || true)" \
      "$(query ".places[$i].holds | if . == \"yes\" then 1 else 0 end")"
    [ "$(query ".places[$i].holds")" = no ] || continue
    with_changes "$i"
    expect_equal "$row: with $(query "[.places[$i].change.options[]
        | .option + \"=\" + .to] | join(\" \")")" "$row" \
      "$(judge "$work/changed" | grep -xF -- "$row" || true)"
  done
}

# A member of a module below directories that are off; members of a composite
# that is a module, off and on; a rewritten object; one named through ../ inside
# an ifdef; one named through ../ by a composite that is built in; a member of
# lib.a.
for object in \
  drivers/net/wireless/broadcom/brcm80211/brcmfmac/wcc/module.o \
  drivers/hv/hv_debugfs.o \
  drivers/hv/vmbus_drv.o \
  drivers/hv/hv_common.o \
  drivers/usb/misc/onboard_usb_dev_pdevs.o \
  drivers/accel/drm_accel.o \
  fs/ext4/verity.o \
  lib/argv_split.o; do
  check_object "$object"
done

run_kplace place --why-not drivers/hv/mshv_root_main.o --build "$build" -f json
expect_equal "an object of a later kernel is no name of this tree" \
  "2 no_such" "$status $(query .state)"
run_kplace place --why-not arch/arm64/kernel/setup.c --build "$build" -f json
expect_equal "a source of another architecture is placed by no configuration" \
  "0 unnamed" "$status $(query .state)"

# Filters give the rows that grep would.
filtered() { run_kplace place --build "$build" -f tsv "$@"; }
run_kplace place --build "$build" -f tsv
printf '%s\n' "$output" >"$work/all.tsv"
filtered drivers/hv/
expect_equal "rows below a directory" \
  "$(awk -F'\t' '$2 ~ "^drivers/hv/"' "$work/all.tsv")" "$output"
filtered 'drivers/net/*.c' --kind builtin
expect_equal "rows of a pattern" \
  "$(awk -F'\t' '$1 == "builtin" && $2 ~ "^drivers/net/[^/]*$"' \
       "$work/all.tsv")" "$output"
filtered --module hv-vmbus
expect_equal "rows of a module" \
  "$(awk -F'\t' '$3 ~ "/hv_vmbus.ko$"' "$work/all.tsv")" "$output"
filtered --option HYPERV_BALLOON
expect_equal "rows of an option" \
  "$(printf 'module\tdrivers/hv/hv_balloon.o\tdrivers/hv/hv_balloon.ko')" \
  "$output"
filtered --option HYPERV_BALOON
expect_equal "an option that is mistyped" "2 " "$status $output"
finish
