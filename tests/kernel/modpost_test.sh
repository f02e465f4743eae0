#!/usr/bin/env bash
# The rules about modules against the real modpost, modules-check.sh and depmod:
# on all fixture trees, on random modules, and on the x86 defconfig build where
# there is one.
#
#   KPLACE_RANDOM_TREES=N   how many random trees (20)
set -euo pipefail
kplace=${1:?path of the kplace program}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"
. "$here/modpost.sh"
. "$here/../testing/fixture_files.sh"

install_kernel_packages
build_modpost
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The two scripts that compare file names, in the words of kplace.
twice_verdicts() {
  "$KPLACE_KERNEL_CACHE/linux-6.12/scripts/modules-check.sh" "$1/modules.order" \
    2>&1 | sed -n 's|^  \(.*/\)\{0,1\}\([^/]*\.ko\)$|KP0011 \2 -|p' | sort -u
}
kplace_twice() {
  query '.findings[] | select(.code == "KP0011" and .severity == "error")
         | "KP0011 " + (.object | sub(".*/"; "")) + " -"' | sort -u
}

# depmod's words on cycles.  It takes a module's exports from the strings that
# modpost adds for it, so these are added here.  A module that exports what it
# does not define needs itself to depmod; modpost refuses it (KP0003, KP0006), so
# it is never installed, and that is no cycle here.  depmod prints a ring once for
# each way that leads there, which in a random tree can be millions of lines.
depmod_cycles() {
  local build=$1 root object
  root=$(mktemp -d -p "$work")
  local modules=$root/lib/modules/6.12.0
  mkdir -p "$modules"
  while read -r object; do
    { echo '.section __ksymtab_strings,"aMS",%progbits,1'
      nm "$build/$object" | sed -n 's/.* __export_symbol_\(.*\)/.asciz "\1"/p'
      echo '.section .note.GNU-stack,"",%progbits'
    } | as -o "$root/strings.o" -
    mkdir -p "$modules/$(dirname "$object")"
    ld -r -o "$modules/${object%.o}.ko" "$build/$object" "$root/strings.o" \
      2>/dev/null
  done <"$build/modules.order"
  touch "$modules"/modules.{order,builtin,builtin.modinfo}
  { timeout 20 /sbin/depmod -b "$root" 6.12.0 2>&1 || true; } |
    awk -F' -> ' 'sub(/^depmod: ERROR: Cycle detected: /, "") &&
                  !(NF == 2 && $1 == $2) && !seen[$0]++' | sort
  rm -rf "$root"
}

# compare WHAT BUILD: modpost and modules-check.sh against kplace.
compare() {
  run_kplace check --build "$2" --format json 2>/dev/null
  expect_equal "$1: modpost" "$(judge_modules "$2" | modpost_verdicts)" \
    "$(module_verdicts <<<"$output")"
  expect_equal "$1: modules-check.sh" "$(twice_verdicts "$2")" "$(kplace_twice)"
  # Of several ways round, each of the two takes its own.
  expect_equal "$1: depmod finds cycles, or not" \
    "$(depmod_cycles "$2" | grep -c . | sed 's/[1-9].*/some/')" \
    "$(query '.findings[] | select(.code == "KP0010") | .message' | grep -c . |
       sed 's/[1-9].*/some/')"
}

echo "--- fixture trees"
for name in $(fixture_names); do
  fixture_is_error "$name" && continue
  "$here/../testing/build_fixture.sh" "$name" "$work/$name"
  # A tree without modules asks modpost nothing.
  [ -s "$work/$name/modules.order" ] || continue
  compare "$name" "$work/$name"
done

run_kplace check --build "$work/module_needs" --format json 2>/dev/null
expect_equal "a cycle in depmod's words" \
  "$(depmod_cycles "$work/module_needs")" \
  "$(query '.findings[] | select(.code == "KP0010") | .message')"

# random_trees VERSION FORM: the exports are written as that kernel does.
random_trees() {
  local seed tree
  build_modpost "$1"
  for seed in $(seq "${KPLACE_RANDOM_TREES:-20}"); do
    tree=$work/random-$seed
    cp -R "$FIXTURES/engine" "$tree"
    "$here/random_modules.py" "$seed" "$tree" "$2"
    MAKEFLAGS='' make -C "$tree" -k >"$tree/make.log" 2>&1 || true
    [ -e "$tree/vmlinux.o" ] || { tail -n 5 "$tree/make.log"; exit 1; }
    compare "random tree $seed of $1" "$tree"
    rm -rf "$tree"
  done
}
echo "--- random modules"
random_trees 6.12 export_symbol
random_trees 6.1 ksymtab
build_modpost

if [ -e "$KPLACE_KERNEL_CACHE/defconfig.done" ]; then
  echo "--- x86 defconfig"
  compare "defconfig" "$KPLACE_KERNEL_CACHE/defconfig"
fi
finish
