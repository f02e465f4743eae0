#!/usr/bin/env bash
# The model of all configurations against the tree's own conf, both ways:
#
#   kconfig_model_test.sh KPLACE VERSION ARCH [RANDOM [SAMPLES [SEED]]]
#
# Complete: each of RANDOM random configurations of conf, and those of all* and def,
# is one of the model's, i.e. `kplace kconfig solve` changes nothing about it.
# Sound: each of SAMPLES configurations of the model stays as it is when conf
# completes it, to the byte below the header, but for options of which kplace says that
# they rest on what only a program can tell.
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
cp "$build/.config" "$work/facts"
conf allyesconfig "$work/allyes" >/dev/null
options=(--build "$work" --src "$tree" --arch "$arch"
         --facts "$work/facts" --facts "$work/allyes")
failed=0

targets=(defconfig allnoconfig allyesconfig allmodconfig)
for ((i = seed; i < seed + random; i++)); do targets+=("randconfig-$i"); done
shown=()
for target in "${targets[@]}"; do
  config=$work/$target
  if [ "$target" = defconfig ]; then
    cp "$work/facts" "$config"
  else
    conf "${target%%-*}" "$config" KCONFIG_SEED="${target#randconfig-}" >/dev/null
  fi
  # What conf has not written yet for want of a second look.
  conf olddefconfig "$config" >/dev/null
  if ! "$kplace" kconfig solve "${options[@]}" --facts "$config" --base "$config" \
      >"$work/change" 2>"$work/err" || [ -s "$work/change" ]; then
    failed=$((failed + 1))
    echo "$target is none of the model's:"
    tail -n 3 "$work/err"
    head -n 5 "$work/change"
  fi
done

# The first few random ones show more of what the toolchain answers.
for ((i = seed; i < seed + random && i < seed + 10; i++)); do
  shown+=(--facts "$work/randconfig-$i")
done
"$kplace" kconfig sample "${options[@]}" "${shown[@]}" --count "$samples" \
  --seed "$seed" --out "$work/samples" --all-warnings 2>"$work/open" ||
  { failed=$((failed + 1)); cat "$work/open"; }
unsure=0
for ((i = 1; i <= samples; i++)); do
  sample=$work/samples/$i.config
  cp "$sample" "$work/theirs"
  conf olddefconfig "$work/theirs" >/dev/null
  if cmp -s <(body "$sample") <(body "$work/theirs"); then continue; fi
  if cmp -s <(without_open "$work/open" "$sample") \
            <(without_open "$work/open" "$work/theirs"); then
    unsure=$((unsure + 1))
  else
    failed=$((failed + 1))
    echo "sample $i: conf makes something else of it:"
    diff <(body "$sample") <(body "$work/theirs") | grep '^[<>]' | head -n 6 || true
  fi
done
echo "$version $arch: ${#targets[@]} configurations of conf in the model," \
     "$samples of the model left by conf, $unsure of them but for" \
     "$(grep -c unknown: "$work/open") options that are said to be unknown; $failed differ"
[ "$failed" = 0 ]
