#!/usr/bin/env bash
# `kplace check --modules` on the 4,230 modules of Debian's kernel, against
# depmod: as they are, and with modules, exports and versions taken away.
#
#   installed_test.sh KPLACE MODULE_GRAPH [whole]
#
# With `whole`: without what is broken on purpose (rings, files that are no
# modules, another architecture).
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
graph=$(realpath "${2:?path of the module_graph program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"
. "$here/depmod.sh"

install_packages gcc kmod jq xz-utils
unpack_modules
packed=$(echo "$KPLACE_KERNEL_CACHE"/debian/lib/modules/*)
version=${packed##*/}
list=$KPLACE_KERNEL_CACHE/debian/usr/src/linux-headers-$version/Module.symvers
# Beside the modules, so that copies are links.
work=$(mktemp -d -p "$KPLACE_KERNEL_CACHE")
trap 'rm -rf "$work"' EXIT

# lay NAME [PART…]: an installation, $modules below $base, of some directories of
# kernel/ or all.  Files are links: replace them, do not write to them.
lay() {
  base=$work/$1
  modules=$base/lib/modules/$version
  shift
  mkdir -p "$modules/kernel"
  local part
  for part in "${@:-.}"; do
    mkdir -p "$modules/kernel/$part"
    cp -al "$KPLACE_KERNEL_CACHE/debian-modules/kernel/$part/." \
      "$modules/kernel/$part"
  done
  cp "$packed"/modules.{order,builtin,builtin.modinfo} "$modules"
}

check() { run_kplace check --modules "$modules" -f json "$@"; }

# compare WHAT SYMVERS: both on the installation that was laid last.
compare() {
  local verdicts
  judge_depmod "$base" "$version" "$2"
  check --symvers "$2"
  verdicts=$(depmod_verdicts)
  expect_equal "$1: $(grep -c . <<<"$verdicts") verdicts" \
    "$verdicts" "$(kplace_verdicts)"
}

# compare_graph WHAT [SYMVERS]: what has to be loaded before what; after compare.
compare_graph() {
  expect_equal "$1: $(modules_dep_sets <"$work/modules.dep" | wc -l) dependencies" \
    "$(modules_dep_sets <"$work/modules.dep")" \
    "$("$graph" "$modules" "${@:2}" | modules_dep_sets)"
}

unknowns() { query '.unknowns[] | "\(.kind) \(.subject): \(.reason)"'; }

# As Debian ships them, packed and not.
lay whole
compare "as they are" "$list"
expect_equal "as they are: nothing found, nothing unknown" "0 0 0" \
  "$status $(query '.findings | length') $(query '.unknowns | length')"
expect_equal "as they are: evidence" modules+symvers "$(query .build.evidence)"
compare_graph "as they are" "$list"
plain=$output
modules=$packed
check --symvers "$list"
expect_equal "packed: the same" "$(jq -S 'del(.build.directory)' <<<"$plain")" \
  "$(jq -S 'del(.build.directory)' <<<"$output")"
check
expect_equal "packed: the list is found beside them" "0 modules+symvers" \
  "$status $(query .build.evidence)"
# Where no headers package of this machine has one either.
lay alone
mv "$modules" "$work/alone/modules"
modules=$work/alone/modules
check
expect_equal "without a list: no finding, and the rest unknown" \
  "0 0 modules undecided" "$status $(query '.findings | length') $(
    query .build.evidence) $(query '.unknowns[].kind')"
compare_graph "without a list"
xz -0 -c "$list" >"$modules/symvers.xz"
check
expect_equal "a packed list beside the modules is found" "0 $modules/symvers.xz" \
  "$status $(query '.build.exports_from[]')"

# Modules that are gone.
lay removed
rm "$modules"/kernel/lib/{libcrc32c,crc-itu-t}.ko "$modules/kernel/fs/mbcache.ko" \
  "$modules/kernel/net/llc/llc.ko"
compare "four modules removed" "$list"
expect_equal "four modules removed: who exported it is named" yes \
  "$(query 'any(.findings[]; .message | contains("lib/libcrc32c.ko would"))' |
       sed 's/true/yes/')"
expect_equal "four modules removed: modules.order tells" 1 \
  "$(unknowns | grep -c '^undecided modules.order: names 4 modules')"
lay subset net sound
compare "net/ and sound/ alone" "$list"
compare_graph "net/ and sound/ alone" "$list"

# Lists that lack lines, or have other versions.
lay part
awk -F'\t' '!($3 == "vmlinux" && ++n % 700 == 0)' "$list" >"$work/lines.symvers"
compare "a list without $(($(wc -l <"$list") - $(wc -l <"$work/lines.symvers"))) lines" \
  "$work/lines.symvers"
awk -F'\t' -v OFS='\t' '$3 == "vmlinux" && ++n % 500 == 0 { $1 = "0x12345678" } 1' \
  "$list" >"$work/crcs.symvers"
compare "a list with other versions" "$work/crcs.symvers"
[ "${3:-}" != whole ] || { finish; exit; }
expect_equal "a list with other versions: drift is a warning" "0 KP0012" \
  "$status $(query '[.findings[].code] | unique | join(" ")')"
awk -F'\t' -v OFS='\t' '{ $1 = "0x12345678" } 1' "$list" >"$work/other.symvers"
check --symvers "$work/other.symvers"
expect_equal "the list of another kernel: told once" "3 0 1" \
  "$status $(query '.findings | length') $(
    unknowns | grep -c "^input $work/other.symvers: is of another kernel: ")"
awk -F'\t' -v OFS='\t' '{ $1 = "0x00000000" } NR % 3' "$list" >"$work/names.symvers"
check --symvers "$work/names.symvers"
expect_equal "half a list without versions: told once" "3 0 1" \
  "$status $(query '.findings | length') $(
    unknowns | grep -c "^input $work/names.symvers: is of another kernel, or")"

# Modules that need each other: three of them, and one that only looks on.
lay cycle
# module NAME EXPORT USE…: as modpost and ld leave it.
module() {
  local name=$1 export=$2 use
  {
    printf '\t.text\n\t.globl %s\n%s:\n' "$export" "$export"
    for use in "${@:3}"; do printf '\tcall %s\n' "$use"; done
    printf '\t.section __ksymtab_strings,"aMS",@progbits,1\n'
    printf '__kstrtab_%s:\t.asciz "%s"\n__kstrtabns_%s:\t.asciz ""\n' \
      "$export" "$export" "$export"
    printf '\t.section __ksymtab,"a"\n__ksymtab_%s:\t.long %s-.,%s-.,%s-.\n' \
      "$export" "$export" "__kstrtab_$export" "__kstrtabns_$export"
    printf '\t.section .modinfo,"a"\n\t.asciz "license=GPL"\n\t.asciz "name=%s"\n' \
      "$name"
  } | gcc -c -x assembler - -o "$modules/kernel/lib/$name.ko"
}
module ring_a f_a f_b
module ring_b f_b f_c
module ring_c f_c f_a
module looks_on f_d f_a
compare "three modules in a ring" "$list"
expect_equal "three modules in a ring: one finding" \
  "1 KP0010 ring_a -> ring_b -> ring_c -> ring_a" \
  "$status $(query '.findings[] | "\(.code) \(.message)"')"

# A module of a kernel without CONFIG_MODVERSIONS.  depmod tells of each symbol.
lay unversioned
module no_versions f_e crc32c
judge_depmod "$base" "$version" "$list"
check --symvers "$list"
expect_equal "a module without versions: told once" \
  "version no_versions.ko crc32c
0 KP0012 kernel/lib/no_versions.ko" "$(depmod_verdicts)
$status $(query '.findings[] | "\(.code) \(.object)"')"

# Two of one name.
lay updates
mkdir -p "$modules/updates/dkms"
cp "$modules/kernel/lib/libcrc32c.ko" "$modules/updates/dkms"
compare "updates/ comes first" "$list"
compare_graph "updates/ comes first" "$list"
expect_equal "updates/ comes first: the other is told" 1 \
  "$(unknowns | grep -c '^undecided kernel/lib/libcrc32c.ko: updates/dkms/')"
cp "$modules/kernel/lib/libcrc32c.ko" "$modules/kernel/crypto/libcrc32c.ko"
rm -r "$modules/updates"
check --symvers "$list"
expect_equal "two of one name: found" "1 KP0011" \
  "$status $(query '[.findings[].code] | unique | join(" ")')"

# Files that are no modules any more.
lay broken
cd "$modules/kernel"
for name in fs/ext4/ext4 fs/btrfs/btrfs lib/libcrc32c crypto/xor; do
  cp "$name.ko" "$name.new"
  mv "$name.new" "$name.ko"
done
cd - >/dev/null
truncate -s 3000 "$modules/kernel/fs/ext4/ext4.ko"
: >"$modules/kernel/fs/btrfs/btrfs.ko"
head -c 100000 /dev/urandom >"$modules/kernel/lib/libcrc32c.ko"
xz -c "$modules/kernel/crypto/xor.ko" | head -c 2000 >"$modules/kernel/crypto/xor.ko.xz"
rm "$modules/kernel/crypto/xor.ko"
check --symvers "$list" 2>"$work/err"
expect_equal "broken files: each is named, the rest is judged" \
  "3
kernel/crypto/xor.ko.xz
kernel/fs/btrfs/btrfs.ko
kernel/fs/ext4/ext4.ko
kernel/lib/libcrc32c.ko" "$status
$(query '.unknowns[] | select(.kind == "input") | .subject' | sort)"
# libcrc32c's own exports are in the list, so that nobody misses them.
expect_equal "broken files: nobody is blamed for them" "" \
  "$(query '.findings[] | select(.severity == "error") | .message')"

# One file of another architecture.
lay foreign
rm "$modules/kernel/lib/libcrc32c.ko"
printf '\177ELF\2\1\1' >"$modules/kernel/lib/libcrc32c.ko"
xz -dc "$packed/kernel/lib/libcrc32c.ko.xz" >"$work/foreign.ko"
printf '\267' | dd of="$work/foreign.ko" bs=1 seek=18 conv=notrunc status=none
cp "$work/foreign.ko" "$modules/kernel/lib/libcrc32c.ko"
check --symvers "$list" 2>"$work/err"
expect_equal "another architecture: named" "3 kernel/lib/libcrc32c.ko" \
  "$status $(query '.unknowns[] | select(.kind == "input") | .subject')"

# What is no vmlinux.
modules=$packed
for file in "$KPLACE_KERNEL_CACHE/debian/usr/src/linux-headers-$version/vmlinux" \
            "$list"; do
  check --vmlinux "$file" 2>"$work/err"
  expect_equal "$(basename "$file") as --vmlinux: refused" "3 1" \
    "$status $(grep -c "^kplace: error: $file: .*--" "$work/err")"
done

# Threads.
lay threads net fs
rm "$modules/kernel/fs/mbcache.ko"
check --symvers "$work/crcs.symvers" -j 1
one=$output
check --symvers "$work/crcs.symvers" -j 8
expect_equal "the same with any number of threads" "$one" "$output"
finish
