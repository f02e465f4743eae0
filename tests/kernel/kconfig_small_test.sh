#!/usr/bin/env bash
# Every configuration of small random Kconfig files: those that `kplace kconfig
# sample` finds against those that the tree's own conf makes of everything that a
# user could say (random_kconfig.py).  Neither may have one that the other has not.
#
#   kconfig_small_test.sh KPLACE VERSION [COUNT [SEED]]
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
version=${2:?6.12 or 6.1} count=${3:-40} first=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"

install_kernel_packages
unpack_source "$version"
tree=$KPLACE_KERNEL_CACHE/linux-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s -C "$tree" O="$work/build" defconfig >/dev/null
export conf=$work/build/scripts/kconfig/conf here kplace work tree version

# one SEED: says what differs; "SEED COUNT" when nothing does.
one() {
  local dir=$work/$1 old=()
  [ "$version" != 6.1 ] || old=(--old)
  mkdir -p "$dir/scripts" "$dir/arch/x86"
  cp -r "$tree/scripts/kconfig" "$dir/scripts/"
  touch "$dir/Makefile" "$dir/scripts/Makefile.build"
  python3 "$here/random_kconfig.py" "$dir/Kconfig" "$1" "${old[@]}"
  "$kplace" kconfig sample --count 100000 --src "$dir" --arch x86 \
    --out "$dir/out" 2>"$dir/err" || { echo "seed $1: $(cat "$dir/err")"; return; }
  find "$dir/out" -name "*.config" -print0 |
    xargs -0 python3 "$here/random_kconfig.py" --show >"$dir/ours"
  python3 "$here/random_kconfig.py" --all "$conf" "$dir" >"$dir/theirs" ||
    { echo "seed $1: conf failed"; return; }
  if ! cmp -s "$dir/ours" "$dir/theirs"; then
    echo "seed $1: < what only kplace has, > what only conf has"
    diff "$dir/ours" "$dir/theirs" | grep '^[<>]' | head
    if [ -n "${SHOW:-}" ]; then cat "$dir/Kconfig"; fi
    return
  fi
  echo "$1 $(wc -l <"$dir/ours")"
  rm -r "$dir"
}
export -f one

seq "$first" $((first + count - 1)) |
  xargs -P "$(nproc)" -I{} bash -c 'one {}' >"$work/results"
grep -v '^[0-9]* [0-9]*$' "$work/results" || true
awk -v version="$version" -v count="$count" '
  /^[0-9]+ [0-9]+$/ { same++; all += $2 }
  END {
    print version ": " same " of " count " Kconfig files have the same " all " configurations"
    exit same != count
  }' "$work/results"
