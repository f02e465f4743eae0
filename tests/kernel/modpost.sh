# What modpost says of modules, for the tests that have it as their judge.
# Sourced, after kernels.sh; needs its cache directory.
#
# A verdict is a line "CODE MODULE SYMBOL", MODULE without its directory (some of
# modpost's messages have none), sorted, each once:
#
#   KP0003 net_user.ko f      nobody exports f to net_user.ko.  modpost looks at
#                             no definitions: KP0003 and KP0006 are one to it.
#   KP0004 a.ko f             a.ko is not GPL-compatible and f is for such only
#   KP0005 a.ko f             a.ko does not import the namespace of f
#   KP0007 a.ko -             a.ko has no licence
#   KP0009 a.ko f             a.ko exports f, which another exports already

# build_modpost [VERSION]: the modpost of a pristine tree without its limit on
# messages about undefined symbols; 64-bit, and 32-bit as modpost32.  The path is
# in $modpost.
build_modpost() {
  local version=${1:-6.12}
  local tree=$KPLACE_KERNEL_CACHE/linux-$version
  local out=$KPLACE_KERNEL_CACHE/modpost-$version
  modpost=$out/modpost
  mkdir -p "$KPLACE_KERNEL_CACHE"
  (
    set -e
    flock 9
    [ ! -e "$out/modpost32" ] || exit 0
    unpack_source "$version"
    say "building modpost of $version"
    rm -rf "$out"
    mkdir -p "$out/tree" "$out/source"
    # The layouts of device tables come from the compiler.
    make -s -C "$tree" O="$out/tree" tinyconfig >"$out/log" 2>&1
    "$tree/scripts/config" --file "$out/tree/.config" -e 64BIT -e MODULES
    make -s -C "$tree" O="$out/tree" olddefconfig >>"$out/log" 2>&1
    make -s -C "$tree" O="$out/tree" -j"$KERNEL_JOBS" prepare0 >>"$out/log" 2>&1
    cp "$tree"/scripts/mod/*.[ch] "$out/source"
    cp "$out/tree/scripts/mod/devicetable-offsets.h" "$out/source"
    sed -i "s/^#define MAX_UNRESOLVED_REPORTS.*/#define MAX_UNRESOLVED_REPORTS 1000000000/
            s|\"../../include/|\"$tree/include/|" "$out"/source/*.c
    grep -q 'MAX_UNRESOLVED_REPORTS 1000000000' "$out/source/modpost.c"
    local class name
    for class in 64 32; do
      name=modpost; [ "$class" = 64 ] || name=modpost32
      printf '#define KERNEL_ELFCLASS ELFCLASS%s\n#define KERNEL_ELFDATA ELFDATA2LSB\n%s\n' \
        "$class" '#define HOST_ELFDATA ELFDATA2LSB' >"$out/source/elfconfig.h"
      gcc -O2 -w -I"$out/source" -I"$tree/scripts/include" -o "$out/$name.new" \
        "$out"/source/{modpost,file2alias,sumversion}.c \
        $(ls "$out/source/symsearch.c" 2>/dev/null)
    done
    rm -rf "$out/tree"
    mv "$out/modpost.new" "$out/modpost"
    mv "$out/modpost32.new" "$out/modpost32"
  ) 9>"$out.lock"
}

# judge_modules BUILD [OPTION…]: what modpost says of a build's vmlinux.o and the
# modules of its modules.order, in its own words.  The build is only read: modpost
# writes beside the objects, so it runs where there are links to them.  Options
# are those of modpost (-N, say); -M, without which it passes over exports since
# 6.4, is given where it is known.
judge_modules() {
  local build work objects enabled= status=0
  build=$(realpath "$1")
  shift
  work=$(mktemp -d)
  objects=$(sed 's/\.ko$/.o/' "$build/modules.order" 2>/dev/null || true)
  while read -r object; do
    [ -n "$object" ] || continue
    mkdir -p "$work/$(dirname "$object")"
    ln -sf "$build/$object" "$work/$object"
  done <<<"$objects"
  printf '%s' "${objects:+$objects
}" >"$work/order"
  [ ! -e "$build/vmlinux.o" ] || ln -s "$build/vmlinux.o" "$work/vmlinux.o"
  ! grep -q "case 'M':" "$(dirname "${modpost:?build_modpost first}")/source/modpost.c" ||
    enabled=-M
  (cd "$work" && "$modpost" $enabled "$@" -o Module.symvers \
    -T order $(ls vmlinux.o 2>/dev/null) 2>&1) || status=$?
  rm -rf "$work"
  # 1: it found something; more: it could not work.
  [ "$status" -le 1 ]
}

# modpost_verdicts: the verdicts in what modpost, or a make that ran it, said.
modpost_verdicts() {
  sed -nE '
    s/^(ERROR|WARNING): modpost: //; t message; d
    : message
    s|^"([^"]*)" \[(.*/)?([^/]*)\.ko\] undefined!$|KP0003 \3.ko \1|p
    s|^"([^"]*)" \[(.*/)?([^/]*)\.ko\] was exported without definition$|KP0003 \3.ko \1|p
    s|^GPL-incompatible module (.*)\.ko uses GPL-only symbol '\''(.*)'\''$|KP0004 \1.ko \2|p
    s|^module ([^ ]*) uses symbol ([^ ]*) from namespace .*, but does not import it\.$|KP0005 \1.ko \2|p
    s|^missing MODULE_LICENSE\(\) in (.*/)?([^/]*)\.o$|KP0007 \2.ko -|p
    s|^(.*/)?([^/]*): '\''([^'\'']*)'\'' exported twice\. .*$|KP0009 \2.ko \3|p
  ' | sed 's/^KP0009 vmlinux\.ko/KP0009 vmlinux/' | LC_ALL=C sort -u
}

# module_verdicts: the same of the JSON report of `kplace check` on stdin.
module_verdicts() {
  jq -r '
    def base: sub(".*/"; "");
    def of_module: if test("\\.ko") then base else sub("\\.o$"; ".ko") | base end;
    .findings[]
    | if .code == "KP0003" or .code == "KP0006" then
        .symbol as $s | .references[].unit | "KP0003 \(base) \($s)"
      elif .code == "KP0004" or .code == "KP0005" then
        .code as $c | .symbol as $s | .references[].unit | "\($c) \(base) \($s)"
      elif .code == "KP0007" then "KP0007 \(.object | of_module) -"
      elif .code == "KP0009" and ([.definitions[].exported] | all) then
        .symbol as $s | "KP0009 \(.definitions[-1].unit | base) \($s)"
      else empty end' | LC_ALL=C sort -u
}
