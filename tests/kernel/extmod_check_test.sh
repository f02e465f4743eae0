#!/usr/bin/env bash
# `kplace check --extmod` on external modules that are broken one by one, against
# the modpost of a real `make M=DIR` with Debian's headers package.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"
. "$here/modpost.sh"

install_packages linux-headers-amd64 gcc make jq
build=$(ls -d /usr/src/linux-headers-*-amd64 | sort -V | tail -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# source NAME: a C file of $module from stdin, which becomes part of a module.
source_file() { { echo '#include <linux/module.h>'; cat; } >"$module/$1.c"; }

# compare WHAT [MAKE ARGUMENT] [KPLACE ARGUMENT…]: verdicts on $module.
compare() {
  local what=$1 argument=${2:-} verdicts
  make -k -C "$build" M="$module" $argument modules >"$work/make.log" 2>&1 || true
  verdicts=$(modpost_verdicts <"$work/make.log")
  run_kplace check --build "$build" --extmod "$module" -f json "${@:3}"
  expect_equal "$what: $(grep -c . <<<"$verdicts") verdicts" "$verdicts" \
    "$(module_verdicts <<<"$output")"
}

namespaced=$(awk -F'\t' '$3 == "vmlinux" && $5 ~ /^[A-Z_]+$/ { print $2, $5; exit }' \
  "$build/Module.symvers")
read -r symbol name_space <<<"$namespaced"

module=$work/broken
mkdir -p "$module/sub"
cat >"$module/Kbuild" <<'MAKE'
obj-m := absent.o proprietary.o stranger.o unlicensed.o hidden.o good.o
obj-$(CONFIG_BTRFS_FS) += whole.o sub/
whole-y := whole_a.o whole_b.o
MAKE
echo 'obj-m := user.o' >"$module/sub/Kbuild"
source_file absent <<'C'
extern void no_such_symbol(void);
static int __init absent_init(void) { no_such_symbol(); return 0; }
module_init(absent_init);
MODULE_LICENSE("GPL");
C
source_file proprietary <<'C'
#include <linux/kobject.h>
static int __init proprietary_init(void)
{ return kobject_create_and_add("x", NULL) ? 0 : -1; }
module_init(proprietary_init);
MODULE_LICENSE("Proprietary");
C
source_file stranger <<C
extern void $symbol(void);
static int __init stranger_init(void) { $symbol(); return 0; }
module_init(stranger_init);
MODULE_LICENSE("GPL");
C
source_file unlicensed <<'C'
static int __init unlicensed_init(void) { return 0; }
module_init(unlicensed_init);
C
source_file hidden <<'C'
extern void start_kernel(void);
static int __init hidden_init(void) { start_kernel(); return 0; }
module_init(hidden_init);
MODULE_LICENSE("GPL");
C
source_file good <<'C'
void good_thing(void);
void good_thing(void) { pr_info("good\n"); }
EXPORT_SYMBOL_GPL(good_thing);
MODULE_LICENSE("GPL");
C
source_file whole_a <<'C'
extern void whole_inside(void);
extern void good_thing(void);
static int __init whole_init(void) { whole_inside(); good_thing(); return 0; }
module_init(whole_init);
MODULE_LICENSE("GPL");
C
source_file whole_b <<'C'
extern void whole_outside(void);
void whole_inside(void);
void whole_inside(void) { whole_outside(); }
C
source_file sub/user <<'C'
extern void good_thing(void);
static int __init user_init(void) { good_thing(); return 0; }
module_init(user_init);
MODULE_LICENSE("Proprietary");
C
compare "broken one by one"
expect_equal "broken one by one: evidence" "1 modules+symvers" \
  "$status $(query .build.evidence)"
expect_equal "broken one by one: the makefile is shown" "$module/Kbuild 2" \
  "$(query '.findings[] | select(.symbol == "whole_outside") | .because[]
            | select(.text | test("whole.o sub/")) | "\(.file) \(.line)"' |
       sort -u)"

# One module for another's export, of a directory of its own.
module=$work/giver
mkdir "$module"
echo 'obj-m := giver.o' >"$module/Kbuild"
source_file giver <<'C'
int given(void);
int given(void) { return 1; }
EXPORT_SYMBOL(given);
MODULE_LICENSE("GPL");
C
compare "one that exports"
module=$work/taker
mkdir "$module"
echo 'obj-m := taker.o' >"$module/Kbuild"
source_file taker <<'C'
extern int given(void);
static int __init taker_init(void) { return given(); }
module_init(taker_init);
MODULE_LICENSE("GPL");
C
compare "one that uses it, not told"
compare "one that uses it" KBUILD_EXTRA_SYMBOLS="$work/giver/Module.symvers" \
  --symvers "$work/giver/Module.symvers"
expect_equal "one that uses it: clean" 0 "$status"

# What a module of the kernel exports may be replaced.
module=$work/override
mkdir "$module"
echo 'obj-m := override.o' >"$module/Kbuild"
source_file override <<'C'
u32 crc32c(u32 crc, const void *address, unsigned int length);
u32 crc32c(u32 crc, const void *address, unsigned int length) { return 0; }
EXPORT_SYMBOL(crc32c);
MODULE_LICENSE("GPL");
C
compare "an export of the kernel replaced"

# What vmlinux exports may not, nor one name twice by one module; two modules may
# have one name each.
module=$work/twice
mkdir "$module"
cat >"$module/Kbuild" <<'MAKE'
obj-m := again.o left.o right.o
obj-m += both.o
both-y := both_a.o both_b.o
MAKE
source_file again <<'C'
struct kobject;
void kobject_put(struct kobject *kobj) { }
EXPORT_SYMBOL(kobject_put);
MODULE_LICENSE("GPL");
C
for name in left right; do
  source_file $name <<'C'
int shared(void);
int shared(void) { return 1; }
EXPORT_SYMBOL(shared);
MODULE_LICENSE("GPL");
C
done
for name in both_a both_b; do
  source_file $name <<'C'
int within(void);
__weak int within(void) { return 1; }
EXPORT_SYMBOL(within);
C
done
echo 'MODULE_LICENSE("GPL");' >>"$module/both_a.c"
compare "exports that exist"

# Without the kernel's list nothing can be said.
bare=$work/bare
cp -r "$build" "$bare"
rm "$bare/Module.symvers"
run_kplace check --build "$bare" --src "${build%-amd64}-common" \
  --extmod "$work/taker" -f json
expect_equal "without Module.symvers: unknown, no finding" "3 0" \
  "$status $(query '.findings | length')"
finish
