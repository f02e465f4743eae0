#!/usr/bin/env bash
# The iova_bitmap case on a real kernel: kplace against modpost and ld.
set -euo pipefail
kplace=${1:?path of the kplace program}
here=$(dirname "$0")
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
build_iova
build_iova_licensed
cache=$KPLACE_KERNEL_CACHE

# Modules that modpost refuses for want of a licence.
modpost_unlicensed() {
  sed -n 's/^ERROR: modpost: missing MODULE_LICENSE() in //p' "$1" | sort -u
}

# "FUNCTION SYMBOL" for each undefined reference that ld printed.
ld_undefined() {
  awk -F"[\`']" '/: in function `/ { function_name = $2 }
                 /undefined reference to `/ { print function_name, $2 }' "$1" |
    sort -u
}

echo "--- before the licence"
run_kplace check --build "$cache/iova" --format json
expect_equal "findings give exit status 1" 1 "$status"
expect_equal "KP0007 is what modpost refuses" \
  "$(modpost_unlicensed "$cache/iova.log")" \
  "$(query '.findings[] | select(.code == "KP0007") | .object')"
expect_equal "KP0001 is what ld refuses once it gets that far" \
  "$(ld_undefined "$cache/iova-licensed.log")" \
  "$(query '.findings[] | select(.code == "KP0001")
            | .symbol as $s | .references[] | .function + " " + $s' | sort -u)"
expect_equal "nothing else at error level" "KP0001 KP0001 KP0001 KP0007" \
  "$(query '[.findings[] | select(.level == "error" or .severity == "error")
             | .code] | join(" ")')"

echo "--- with the licence"
run_kplace check --build "$cache/iova-licensed" --format json
expect_equal "findings give exit status 1" 1 "$status"
expect_equal "modpost refuses nothing" "" \
  "$(modpost_unlicensed "$cache/iova-licensed.log")"
expect_equal "KP0001 is what ld refuses" \
  "$(ld_undefined "$cache/iova-licensed.log")" \
  "$(query '.findings[] | .symbol as $s | .references[]
            | .function + " " + $s' | sort -u)"
expect_equal "both objects" \
  "drivers/vfio/vfio_main.o drivers/iommu/iommufd/iova_bitmap.o" \
  "$(query '.findings[] | .references[0].object + " " + .definitions[0].object' |
     sort -u)"

# The line of a Makefile that says what a pattern says.
line_of() { grep -nE "$2" "$cache/linux-6.12-iova/$1" | head -n 1 | cut -d: -f1; }

expect_equal "the Makefile lines of both sides and their options" \
"drivers/iommu/iommufd/Makefile:$(line_of drivers/iommu/iommufd/Makefile '^obj-\$\(CONFIG_IOMMUFD_DRIVER\)') CONFIG_IOMMUFD_DRIVER=m
drivers/vfio/Makefile:$(line_of drivers/vfio/Makefile '^obj-\$\(CONFIG_VFIO\)') CONFIG_VFIO=y
drivers/vfio/Makefile:$(line_of drivers/vfio/Makefile '^vfio-y') " \
  "$(query '.findings[] | .because[]
            | select(.file | test("^drivers/(vfio|iommu/iommufd)/Makefile$"))
            | "\(.file):\(.line) \(.options)"' | sort -u)"
finish
