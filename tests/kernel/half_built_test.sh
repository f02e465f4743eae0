#!/usr/bin/env bash
# Builds that are not whole: stopped half-way, objects missing, cut off or empty.
# What is there is analysed, what is not is told, and nothing is rejected that ld,
# modpost and depmod do not reject of the finished build.
set -euo pipefail
kplace=$(realpath "${1:?path of the kplace program}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kernels.sh"
. "$here/breakages.sh"
. "$here/expect.sh"

install_kernel_packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# copy_build NAME: into $build; the files are shared until something replaces them.
copy_build() {
  name=$1
  build=$work/build
  rm -rf "$build"
  cp -al "$breakages/$name/build" "$build"
  rm "$build/source"
  ln -s "$breakages/$name" "$build/source"
}

# objects [seed]: those that are linked into something, in an order of that seed.
objects() {
  (cd "$build" && { ar t vmlinux.a; sed 's/\.o$/.mod/' modules.order | xargs cat; }) |
    LC_ALL=C sort -u |
    if [ $# = 0 ]; then cat; else
      shuf --random-source=<(yes "$1")
    fi
}

# expect_part WHAT OBJECT…: what is rejected is a part of what is rejected of the
# whole; each OBJECT is said to be missing, or a number of them.
expect_part() {
  local what="$name, $1" found
  shift
  run_kplace check --build "$build" --format json
  found=$(found_by_kplace)
  expect_equal "$what: nothing false" "" \
    "$(LC_ALL=C comm -13 <(judged "$name" | LC_ALL=C sort -u) <(printf %s "$found"))"
  expect_equal "$what: exit status" \
    "$(if grep -qv KP0008 <<<"${found:-KP0008}"; then echo 1; else echo 3; fi)" \
    "$status"
  expect_equal "$what: told" "yes" "$(query '
    [.unknowns[] | select(.kind == "input") | .subject + " " + .reason]
    | join("\n")' | told "$@")"
}

# told OBJECT…: whether the text names each, or says how many there are.
told() {
  local text object
  text=$(cat)
  if [ -z "$text" ]; then echo "not a word"; return; fi
  for object; do
    grep -qF -- "$object" <<<"$text" || grep -qE '^[0-9]+ objects' <<<"$text" ||
      { echo "no word of $object"; return; }
  done
  echo yes
}

# What a make that was killed leaves: nothing that is newer than half the objects.
stop_halfway() {
  local middle
  middle=$(cd "$build" && objects | tr '\n' '\0' | xargs -0 ls -t |
    sed -n "$(($(objects | wc -l) / 2))p")
  find "$build" -newer "$build/$middle" -type f \
    ! -path '*/include/*' ! -path '*/scripts/*' ! -name .config -delete
  rm -f "$build"/vmlinux* "$build"/modules.* "$build"/Module.symvers
}

build_breakages_base
for case in base i2c hv_common; do
  [ "$case" = base ] || build_breakage "$case"

  copy_build "$case"
  stop_halfway
  expect_part "stopped half-way"

  for seed in 1 2 3; do
    copy_build "$case"
    mapfile -t gone < <(objects "$seed" | head -n 12)
    (cd "$build" && rm "${gone[@]}")
    expect_part "12 objects missing, seed $seed" "${gone[@]}"
  done

  # Of modules alone: whether vmlinux is whole is known, who else defines is not.
  copy_build "$case"
  mapfile -t gone < <(cd "$build" && sed 's/\.o$/.mod/' modules.order | xargs cat |
                      LC_ALL=C sort -u | grep -E 'i2c-core|hv_common|iio|vfio')
  (cd "$build" && rm "${gone[@]}")
  expect_part "${#gone[@]} objects of modules missing" "${gone[@]}"

  for seed in 4 5; do
    copy_build "$case"
    mapfile -t cut < <(objects "$seed" | head -n 6)
    for object in "${cut[@]}"; do
      head -c $(($(stat -c %s "$build/$object") / 2)) "$build/$object" >"$work/cut"
      mv "$work/cut" "$build/$object"
    done
    expect_part "6 objects cut off, seed $seed" "${cut[@]}"
  done
done
finish
