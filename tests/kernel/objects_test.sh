#!/usr/bin/env bash
# What objreader finds in objects, against llvm-nm, llvm-readelf, modprobe and
# Module.symvers:
#   the 4,230 modules of Debian's kernel: symbols, needed CRCs, exports; the same
#   when signed and when stripped of all that loading does not need;
#   a unit for each architecture, with its word size and byte order: symbols,
#   references, COMDAT groups; also with compact relocations, and with more
#   sections than ordinary numbers reach.
# Seconds, once the modules are unpacked.
set -euo pipefail
dump=$(realpath "${1:?path of the object_dump program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
unpack_modules
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compare WHAT LIST KINDS FLAGS…: our lines of these kinds and the oracle's.
compare() {
  local what=$1 list=$2 kinds=$3; shift 3
  python3 "$here/object_oracle.py" "$@" "$list" | sort >"$work/theirs"
  "$dump" "$list" | grep -E "^[^ ]+ ($kinds) " | sort >"$work/ours" || true
  expect_equal "$what: $(wc -l <"$work/theirs") lines" "" \
    "$(diff "$work/theirs" "$work/ours" | sed -n '/^[<>]/p' | head -n 20)"
}

modules=$KPLACE_KERNEL_CACHE/debian-modules
cd "$modules"
find kernel -name '*.ko' | sort >"$work/modules"
compare "modules of Debian's kernel" "$work/modules" 'symbol|needs' --needs

symvers=("$KPLACE_KERNEL_CACHE"/debian/usr/src/linux-headers-*-amd64/Module.symvers)
# exports LIST: "NAME LICENCE NAMESPACE" of all of them.
exports() { "$dump" "$1" | grep -E '^[^ ]+ export ' | cut -d' ' -f3-5 | sort; }
their_exports=$(awk -F'\t' '$3 != "vmlinux" {
    print $2, ($4 == "EXPORT_SYMBOL_GPL" ? "gpl" : "any"), $5 }' "${symvers[0]}" | sort)
expect_equal "exports of modules, $(wc -l <<<"$their_exports")" "$their_exports" \
  "$(exports "$work/modules")"

# The exporting ones without the labels that name exports.
"$dump" "$work/modules" | sed -n 's/^\([^ ]*\) export .*/\1/p' | sort -u >"$work/exporting"
mkdir "$work/stripped"
while read -r module; do
  strip --strip-unneeded -o "$work/stripped/$(basename "$module")" "$module"
done <"$work/exporting"
find "$work/stripped" -name '*.ko' >"$work/stripped.list"
expect_equal "exports of stripped modules" "$their_exports" "$(exports "$work/stripped.list")"
rm -r "$work/stripped"

# A signature is a PKCS#7 message, its sizes, and a line.
mkdir "$work/signed"
head -n 50 "$work/exporting" | while read -r module; do
  { cat "$module"; head -c 700 "$dump"; printf '%s\n' '~Module signature appended~'; } \
    >"$work/signed/$(basename "$module")"
done
sed "s|.*/|$work/signed/|" <(head -n 50 "$work/exporting") >"$work/signed.list"
compare "signed modules" "$work/signed.list" symbol

# One unit for each architecture that Linux has and clang compiles for.
cat >"$work/unit.cc" <<'EOF'
extern "C" int needed(int), optional(int) __attribute__((weak));
extern int wanted_data;
extern "C" __attribute__((weak)) int fallback(void) { return 1; }
inline __attribute__((noinline)) int shared(int x) { static int count; return needed(count += x); }
template <int N> __attribute__((noinline)) int grown(int x) { return shared(x) + wanted_data + N; }
namespace a_long_name_as_rust_has_them {
template <class...> struct very {
  __attribute__((noinline)) static int deep(int x) { return needed(x); }
};
}
extern "C" int start(int x) {
  return (&optional ? optional(x) : 0) + grown<1>(x) + grown<2>(x) +
    a_long_name_as_rust_has_them::very<int, long **, char[7]>::deep(x);
}
int table[] = {1, 2, 3};
int (*pointer)(int) = needed;
EOF
cat >"$work/common.c" <<'EOF'
int tentative[4];
extern int needed(void);
int use(void) { return tentative[0] + needed(); }
EOF
# Assembler text with 70,000 sections, 70 of which define something.
awk 'BEGIN { for (i = 0; i < 70000; i++) {
    printf ".section .text.f%d,\"ax\"\n", i
    if (i % 1000 == 999) printf ".globl f%d\nf%d:\n.long needed%d\n", i, i, i } }' \
  >"$work/many.s"
targets="x86_64 i386 aarch64 aarch64_be arm armeb riscv64 riscv32 powerpc powerpc64
  powerpc64le s390x mips mipsel mips64 mips64el loongarch64 sparc
  sparcv9 hexagon m68k"
for target in $targets; do
  triple=$target-linux-gnu
  compile() { clang-19 --target="$triple" -ffreestanding -c "$@" 2>"$work/why"; }
  out=$work/$target
  mkdir "$out"
  compile -O2 -g -o "$out/plain.o" "$work/unit.cc"
  compile -O1 -ffunction-sections -fdata-sections -o "$out/sections.o" "$work/unit.cc"
  compile -fcommon -o "$out/common.o" "$work/common.c"
  # Not every target has the compact form.
  compile -O2 -g -Wa,--crel,--allow-experimental-crel -o "$out/crel.o" "$work/unit.cc" ||
    rm -f "$out/crel.o"
  compile -x assembler -o "$out/many.o" "$work/many.s"
  find "$out" -name '*.o' | sort >"$out/list"
  compare "$target, $(wc -l <"$out/list") objects" "$out/list" \
    'symbol|member|reference' --groups --references
done
finish
