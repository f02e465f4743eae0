#!/usr/bin/env bash
# The model of all configurations against the tree's own conf, both ways:
#
#   kconfig_model_test.sh KPLACE VERSION ARCH [RANDOM [SAMPLES [SEED]]]
#
# Complete: each of RANDOM random configurations of conf, and those of all* and def,
# is one of the model's, i.e. `kplace kconfig solve` changes nothing about it.
# Sound: each of SAMPLES configurations of the model stays as it is when conf
# completes it, to the byte below the header.  kplace asks the toolchain what conf asks
# it, so that nothing stays open.
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
version=${2:?6.12 or 6.1} arch=${3:?architecture}
random=${4:-10} samples=${5:-20} seed=${6:-1}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/conf.sh"

install_kernel_packages
unpack_source "$version"
tree=$KPLACE_KERNEL_CACHE/linux-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set_up_conf "$work"
ask_toolchain "$work"
options=(--build "$work" --src "$tree" --arch "$arch" "${exec_options[@]}")
failed=0

targets=(defconfig allnoconfig allyesconfig allmodconfig)
for ((i = seed; i < seed + random; i++)); do targets+=("randconfig-$i"); done
for target in "${targets[@]}"; do
  config=$work/$target
  if [ "$target" = defconfig ]; then
    cp "$build/.config" "$config"
  else
    conf "${target%%-*}" "$config" KCONFIG_SEED="${target#randconfig-}" >/dev/null
  fi
  # What conf has not written yet for want of a second look.
  conf olddefconfig "$config" >/dev/null
  if ! "$kplace" kconfig solve "${options[@]}" --base "$config" \
      >"$work/change" 2>"$work/err" || [ -s "$work/change" ]; then
    failed=$((failed + 1))
    echo "$target is none of the model's:"
    tail -n 3 "$work/err"
    head -n 5 "$work/change"
  fi
done

"$kplace" kconfig sample "${options[@]}" --count "$samples" --seed "$seed" \
  --out "$work/samples" 2>"$work/err" || failed=$((failed + 1))
if [ -s "$work/err" ]; then failed=$((failed + 1)); cat "$work/err"; fi
for ((i = 1; i <= samples; i++)); do
  sample=$work/samples/$i.config
  cp "$sample" "$work/theirs"
  conf olddefconfig "$work/theirs" >/dev/null
  if ! cmp -s <(body "$sample") <(body "$work/theirs"); then
    failed=$((failed + 1))
    echo "sample $i: conf makes something else of it:"
    diff <(body "$sample") <(body "$work/theirs") | grep '^[<>]' | head -n 6 || true
  fi
done
echo "$version $arch: ${#targets[@]} configurations of conf in the model," \
     "$samples of the model left by conf; $failed differ"
[ "$failed" = 0 ]
