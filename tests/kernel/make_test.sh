#!/usr/bin/env bash
# `kplace make` beside plain `make` on a real kernel, x86 tinyconfig with modules: the same
# vmlinux and objects, the same words but for one line, the same exit status; and what it
# costs.  Also for a tree whose link fails.
#
#   make_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/expect.sh"

install_kernel_packages
unpack_source
tree=$KPLACE_KERNEL_CACHE/linux-6.12
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
export KBUILD_BUILD_TIMESTAMP=2000-01-01 KBUILD_BUILD_USER=u KBUILD_BUILD_HOST=h

# build SIDE COMMAND…: in $work/SIDE/out, so that nothing of the path differs.
build() {
  local side=$1 status=0; shift
  mv "$work/out.$side" "$work/out"
  "$@" -C "$tree" O="$work/out" -j"$KERNEL_JOBS" vmlinux modules >"$work/$side.log" \
    2>"$work/$side.err" || status=$?
  echo $status >"$work/$side.status"
  (cd "$work/out" && find . -name '*.o' -o -name vmlinux -o -name '*.ko' | sort |
     xargs cksum) >"$work/$side.made"
  mv "$work/out" "$work/out.$side"
}
configure() {
  rm -rf "$work"/out*
  mkdir "$work/out"
  make -s -C "$tree" O="$work/out" tinyconfig >&2
  printf 'CONFIG_%s\n' MODULES=y BLOCK=y PCI=y DUMMY_IRQ=m >"$work/fragment"
  (cd "$work/out" && "$tree/scripts/kconfig/merge_config.sh" -m -O . .config \
     "$work/fragment" >/dev/null)
  make -s -C "$tree" O="$work/out" olddefconfig >&2
  cp -a "$work/out" "$work/out.plain"
  mv "$work/out" "$work/out.ours"
}
both() {
  build plain make
  build ours "$kplace" make
  expect_equal "$1: the exit status" "$(cat "$work/plain.status")" "$(cat "$work/ours.status")"
  expect_equal "$1: $(wc -l <"$work/plain.made") objects" "$(cat "$work/plain.made")" \
    "$(cat "$work/ours.made")"
  expect_equal "$1: what make says" "$(sort "$work/plain.log")" \
    "$(grep -v KPLACE "$work/ours.log" | sort)"
}

configure
both "a good build"
expect_equal "one line more" "  KPLACE  vmlinux" "$(tail -n 1 "$work/ours.log")"
expect_equal "and no more on stderr" "$(sort "$work/plain.err")" "$(sort "$work/ours.err")"
both "nothing to do"

# An object without what others need of it, newer than its source.
for side in plain ours; do
  rm -f "$work/out.$side/vmlinux" "$work/out.$side/init/main.o"
  gcc -c -x c -o "$work/out.$side/init/main.o" - <<<'int y;'
  touch -d '+1 hour' "$work/out.$side/init/main.o"
done
both "a link that fails"
expect_equal "it does fail" 2 "$(cat "$work/ours.status")"
expect_equal "and is explained" "is in vmlinux, but was compiled without it" \
  "$(grep -o 'is in vmlinux, but was compiled without it' "$work/ours.err" | sort -u)"
finish
