#!/usr/bin/env bash
# Values of options: what we make of a .config against the tree's own conf, byte
# for byte below the header.
#
#   kconfig_values_test.sh KPLACE VERSION ARCH [RANDOM [SEED]]
#
# For the configurations all*, def and RANDOM random ones (default 5): each as conf
# wrote it, and each with 50 random lines changed or deleted; the all* ones made
# from nothing as well.  The answers of the toolchain are taken from defconfig,
# allyesconfig and the configuration itself.
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
version=${2:?6.12 or 6.1} arch=${3:?architecture} random=${4:-5} first=${5:-1}
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

# resolve FACTS ARGUMENTS…, with the names of the facts in one word; what stays
# unknown goes to $work/open.
resolve() {
  local facts=($1)
  "$kplace" kconfig resolve --build "$work" --src "$tree" --arch "$arch" \
    "${facts[@]/#/--facts=}" --all-warnings "${@:2}" 2>"$work/open"
}

checked=0 failed=0 unsure=0
# judge NAME CONFIG FACTS…: both resolve it.
judge() {
  local theirs=$work/theirs
  cp "$2" "$theirs"
  conf olddefconfig "$theirs"
  resolve "${*:3}" "$2" >"$work/ours"
  compare "$1" "$theirs" "$work/ours"
}

# compare NAME THEIRS OURS
compare() {
  local theirs=$2 ours=$3
  checked=$((checked + 1))
  if cmp -s <(body "$theirs") <(body "$ours"); then return; fi
  if cmp -s <(without_open "$work/open" "$theirs") <(without_open "$work/open" "$ours"); then
    unsure=$((unsure + 1))
    echo "$1: differs in what kplace said that it does not know"
    return
  fi
  failed=$((failed + 1))
  echo "$1: $(diff <(body "$theirs") <(body "$ours") | grep -c '^[<>]') lines differ"
  diff <(body "$theirs") <(body "$ours") | grep '^[<>]' | head -n "${SHOW:-6}" || true
}

# mutate SEED: 50 lines of stdin are deleted, turned over or given another value.
mutate() {
  awk -v seed="$1" '
    BEGIN { srand(seed) }
    { line[NR] = $0 }
    END {
      for (i = 0; i < 50; i++) {
        n = int(rand() * NR) + 1; kind = int(rand() * 3)
        if (kind == 0) line[n] = ""
        else if (match(line[n], /^# CONFIG_[A-Za-z0-9_]+ is not set/)) {
          split(line[n], word, " "); line[n] = word[2] "=" (kind == 1 ? "y" : "m")
        } else if (match(line[n], /^CONFIG_[A-Za-z0-9_]+=[ym]$/)) {
          sub(/=.*/, "", line[n])
          line[n] = kind == 1 ? "# " line[n] " is not set" : line[n] "=" (rand() < .5 ? "y" : "m")
        } else if (match(line[n], /^CONFIG_[A-Za-z0-9_]+=[0-9]+$/)) {
          sub(/=.*/, "", line[n]); line[n] = line[n] "=" int(rand() * 100000)
        }
      }
      for (i = 1; i <= NR; i++) print line[i]
    }'
}

conf allyesconfig "$work/allyes" >/dev/null
facts=("$work/facts" "$work/allyes")
# "*** Default configuration is based on 'x86_64_defconfig'", or "on target '…'" which
# merges several files.
name=$(sed -n "s/.* is based on '\(.*\)'.*/\1/p" "$work/defconfig.log")
if [ -n "$name" ]; then
  resolve "${facts[*]}" "$name" >"$work/ours"
  compare "$name" "$work/facts" "$work/ours"
else
  echo "defconfig is merged of several files: resolving it by name is left out"
fi
targets=(allnoconfig allyesconfig allmodconfig alldefconfig)
for ((i = first; i < first + random; i++)); do targets+=("randconfig-$i"); done
judge defconfig "$work/facts" "${facts[@]}"
for target in "${targets[@]}"; do
  config=$work/$target
  conf "${target%%-*}" "$config" KCONFIG_SEED="${target#randconfig-}" >/dev/null || true
  judge "$target" "$config" "${facts[@]}" "$config"
  if [[ $target = all* ]]; then
    resolve "${facts[*]} $config" --target "$target" >"$work/ours"
    compare "$target from nothing" "$config" "$work/ours"
  fi
  mutate "${target#randconfig-}$first" <"$config" >"$config.mutated"
  judge "$target, 50 lines changed" "$config.mutated" "${facts[@]}" "$config"
done
# Asked of the toolchain itself, what has been told of nothing is the same.
ask_toolchain "$work"
for target in allyesconfig "randconfig-$first"; do
  config=$work/$target
  cp "$config" "$work/theirs"
  conf olddefconfig "$work/theirs"
  "$kplace" kconfig resolve --build "$work" --src "$tree" \
    --arch "$arch" "${exec_options[@]}" --all-warnings "$config" \
    >"$work/ours" 2>"$work/open"
  compare "$target, with --allow-exec" "$work/theirs" "$work/ours"
done
echo "$version $arch: $checked configurations, $unsure in what is unknown alone, $failed differ, $(grep -c unknown: "$work/open") values open in the last"
[ "$failed" = 0 ]
