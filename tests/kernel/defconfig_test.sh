#!/usr/bin/env bash
# x86 defconfig, built whole: nothing to report, and placement is what the build
# did: the members of vmlinux.a and every *.mod file.
set -euo pipefail
kplace=${1:?path of the kplace program}
here=$(dirname "$0")
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
build_defconfig
build=$KPLACE_KERNEL_CACHE/defconfig

run_kplace check --build "$build" --format json
expect_equal "a build that links has no finding at error level" "0 0" \
  "$status $(query '[.findings[] | select(.severity == "error")] | length')"

run_kplace place --build "$build" --format tsv
expect_equal "place succeeds" 0 "$status"
placement=$output

# What vmlinux.a holds: the built-in objects and, with modules enabled, all of
# the lib.a of libs-y.
linked=$(cd "$build" && ar t vmlinux.a | sed 's|^\./||' | sort -u)
archives=$(cd "$build" && for a in lib/lib.a arch/x86/lib/lib.a; do echo $a; done)
expect_equal "vmlinux.a has its 2,850 members" 2850 "$(wc -l <<<"$linked")"
expect_equal "vmlinux is the members of vmlinux.a" "$linked" \
  "$(awk -F'\t' -v archives="$archives" '
       BEGIN { split(archives, list, "\n"); for (i in list) whole[list[i]] = 1 }
       $1 == "builtin" || ($1 == "archive" && $3 in whole) { print $2 }' \
     <<<"$placement" | sort -u)"
expect_equal "each module is its .mod file" \
  "$(cd "$build" && sed 's/\.o$//' modules.order | while read -r module; do
       sed "s|\$|\t$module.ko|" "$module.mod"
     done | sort)" \
  "$(awk -F'\t' '$1 == "module" { print $2 "\t" $3 }' <<<"$placement" | sort)"
finish
