#!/usr/bin/env bash
# Writes the seeds of the fuzzers into tests/fuzz/corpus: small objects of many
# machines, archives, compressed modules, bitcode,
# debug information.  Needs clang-14, clang-19,
# llvm-19 and binutils.  The result
# is kept in the repository; what the fuzzers find is added by hand, as
# found-NAME.
set -euo pipefail
corpus=$(cd "$(dirname "$0")" && pwd)/corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$corpus/object" "$corpus/archive" "$corpus/compressed" "$corpus/bitcode" \
  "$corpus/lines"

cat >unit.c <<'END'
extern int needed(int);
extern int optional(int) __attribute__((weak));
extern int wanted_data;
int tentative[4];
static int helper(int x) __attribute__((noinline));
static int helper(int x) { return needed(x) + 1; }
int start(int x) { return (optional ? optional(x) : 0) + helper(wanted_data); }
int (*pointer)(int) = needed;
#define STR_(x) #x
#define STR(x) STR_(x)
asm(".section \".export_symbol\",\"a\"\n"
    "__export_symbol_start:\n.asciz \"GPL\"\n.asciz \"SPACE\"\n"
    ".balign " STR(__SIZEOF_POINTER__) "\n"
    "." STR(WORD) " start\n.previous\n");
asm(".section \"___ksymtab+older\",\"a\"\n__ksymtab_older:\n.long 0\n.previous\n");
const char license[] __attribute__((section(".modinfo"), used)) = "license=GPL";
END

compile() {  # NAME TARGET WORD [OPTION...]
  local name=$1 target=$2 word=$3
  shift 3
  clang-19 --target="$target" -DWORD="$word" -O1 -fcommon -ffreestanding \
    -fno-ident -fno-asynchronous-unwind-tables "$@" -c -o "$name.o" unit.c
}

compile x86_64 x86_64-linux-gnu quad
compile i386 i386-linux-gnu long -fno-pic
compile arm64 aarch64-linux-gnu quad
compile arm arm-linux-gnueabi long
compile armeb armeb-linux-gnueabi long
compile mips mips-linux-gnu long
compile mips64el mips64el-linux-gnuabi64 quad
compile ppc64 powerpc64-linux-gnu quad
compile ppc powerpc-linux-gnu long
compile s390x s390x-linux-gnu quad
compile sparc64 sparc64-linux-gnu quad
compile riscv64 riscv64-linux-gnu quad
compile crel x86_64-linux-gnu quad \
  -Wa,--crel,--allow-experimental-crel
compile sections x86_64-linux-gnu quad -ffunction-sections -fdata-sections
ld -r -o linked.o x86_64.o
printf '.section .text.f,"axG",@progbits,f,comdat\n.weak f\nf: call g\n' >group.s
clang-19 --target=x86_64-linux-gnu -c -o group.o group.s
# A finished module: the table of symbol versions, old and new, and a signature.
cat >versions.s <<'END'
.section __versions,"a"
.quad 0x1234
.asciz "needed"
.zero 49
.section __version_ext_crcs,"a"
.long 1, 2
.section __version_ext_names,"a"
.asciz "one"
.asciz "two"
.section __ksymtab_gpl,"a"
__ksymtab_start: .long start - ., 0, 0
.section __ksymtab_strings,"aMS",@progbits,1
__kstrtabns_start: .asciz "SPACE"
.text
.globl start
start: call needed
END
clang-19 --target=x86_64-linux-gnu -c -o versions.o versions.s
{ cat versions.o; printf 'PKCS7\0\0\2\0\0\0\0\0\0\0\0\5~Module signature appended~\n'; } >signed.o
for big in 5 40; do
  for ((i = 0; i < big; ++i)); do
    printf '.section .text.f%s,"ax"\n.globl f%s\nf%s: call g%s\n' $i $i $i $i
  done >many.s
  clang-19 --target=x86_64-linux-gnu -c -o many$big.o many.s
done
cp ./*.o "$corpus/object/"

member=sub/a_name_that_is_longer_than_sixteen.o
mkdir -p sub archives
cp group.o "$member"
ar cDPrST archives/thin.a group.o "$member"
ar cDPrsT archives/thin-indexed.a group.o "$member"
ar cDrs archives/ordinary.a group.o "$member"
ar cDrS archives/unindexed.a group.o
ar cDPrST archives/empty.a
llvm-ar-19 rcD --format=bsd archives/bsd.a group.o "$member"
llvm-ar-19 rcD --format=bigarchive archives/aix.a group.o
cp archives/*.a "$corpus/archive/"
for object in group signed; do
  gzip -n -c $object.o >$object.gz
  xz --check=crc32 --lzma2=dict=1MiB -c $object.o >$object.xz
  zstd -q -c $object.o >$object.zst
done
xz --check=none -c group.o >nocheck.xz
cat group.gz signed.gz >two.gz
cat group.xz signed.xz >two.xz
cat group.zst signed.zst >two.zst
head -c 4000000 /dev/zero | zstd -q -c >bomb.zst
head -c 4000000 /dev/zero | xz -c >bomb.xz
cp ./*.gz ./*.xz ./*.zst "$corpus/compressed/"
for lto in full thin; do
  clang-19 --target=x86_64-linux-gnu -DWORD=quad -O1 -fcommon -ffreestanding \
    -flto=$lto -c -o "$corpus/bitcode/$lto.bc" unit.c
done
clang-19 --target=aarch64-linux-gnu -DWORD=quad -O1 -ffreestanding -g -fdebug-compilation-dir=. \
  -flto=thin -fsplit-lto-unit -c -o "$corpus/bitcode/arm64.bc" unit.c
clang-14 --target=x86_64-linux-gnu -DWORD=quad -O1 -ffreestanding \
  -flto=thin -c -o "$corpus/bitcode/older.bc" unit.c
printf 'int x;' | clang-19 -x c -flto -c -o "$corpus/bitcode/tiny.bc" -
# Lines: of two files, of sections that are compressed, of both byte orders.
cat >inlined.h <<'END'
static inline int twice(int x) { return needed(x) * 2; }
END
printf 'extern int needed(int);\n#include "inlined.h"\nint f(int x) { return twice(x); }\n' >lines.c
lines() {  # NAME TARGET [OPTION...]
  clang-19 --target="$2" -O1 -ffreestanding -fno-ident -gline-tables-only -fdebug-compilation-dir=. \
    -fno-asynchronous-unwind-tables "${@:3}" -c -o "$corpus/lines/$1.o" lines.c
}
lines dwarf5 x86_64-linux-gnu -gdwarf-5
lines dwarf4 x86_64-linux-gnu -gdwarf-4
lines packed x86_64-linux-gnu -gz=zlib
lines s390x s390x-linux-gnu
lines arm arm-linux-gnueabi -ffunction-sections
du -bsh "$corpus"
