#!/usr/bin/env bash
# build_case.sh CASE TARGET DIR: lays a broken link of fixtures/links into DIR as
# a kernel build would leave it and links it with both linkers.  For LINKER in
# bfd (GNU ld) and lld it leaves in DIR what the linker said and its status in
# link.LINKER.log and .status, and the configuration in config.LINKER.
#
#   TARGET  x86_64, s390x (big-endian) or arm (32-bit)
#
# The steps are those of scripts/Makefile.vmlinux_o and scripts/link-vmlinux.sh:
# vmlinux.a, vmlinux.o, then vmlinux, with the linker script of the case.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# = 3 ] || { sed -n 's/^# //p' "$0" | head -4 >&2; exit 2; }
case_file=$root/fixtures/links/$1.link target=$2 out=$3
[ -e "$case_file" ] || { echo "no case '$1'" >&2; exit 2; }

case $target in
  x86_64) arch=x86 triple=x86_64-linux-gnu emulation=elf_x86_64
          flags='-mcmodel=kernel -mno-sse' config='CONFIG_X86=y
CONFIG_64BIT=y' ;;
  s390x)  arch=s390 triple=s390x-linux-gnu emulation=elf64_s390
          flags='-march=z13' config='CONFIG_S390=y
CONFIG_64BIT=y' ;;
  arm)    arch=arm triple=arm-linux-gnueabi emulation=armelf_linux_eabi
          flags='-march=armv7-a -marm' config='CONFIG_ARM=y' ;;
  *) echo "no target '$target'" >&2; exit 2 ;;
esac
# Files of the case, with SRCARCH in names spelled out.  What stands before the
# first is the header: free text and "key: value" lines.
mkdir -p "$out"
cp -R "$root/fixtures/kbuild/engine/." "$out"
awk -v out="$out" -v arch="$arch" '
  /^--- / {
    name = $2; sub(/SRCARCH/, arch, name)
    role = NF > 2 ? $3 : name ~ /\.([cS]|ll)$/ ? "[builtin]" : "[file]"
    if (name == "script") name = "arch/" arch "/kernel/vmlinux.lds"
    if (name == "config") name = "case.config"
    dir = name; if (!sub(/\/[^\/]*$/, "", dir)) dir = "."
    system("mkdir -p " out "/" dir)
    print role, dir, name > (out "/case.files")
    next
  }
  { print > (out "/" (name ? name : "case.header")) }' "$case_file"
cd "$out"
header() { sed -n "s/^$1: *//p" case.header; }
sources() { awk -v role="[$1]" '$1 == role { print $3 }' case.files; }
objects() { sources "$1" | sed -E 's/\.([cS]|ll)$/.o/'; }

{
  echo "# Linux/$arch 6.12.0 Kernel Configuration"
  echo "$config"
  cat case.config 2>/dev/null || true
} >.config
grep -q CONFIG_MODULES .config || echo '# CONFIG_MODULES is not set' >>.config
mkdir -p include/config include/generated
awk -f scripts/autoconf.awk -v header=include/generated/autoconf.h .config \
  >auto.conf
echo 6.12.0 >include/config/kernel.release

# Makefiles that say what the roles say.
mkdir -p "arch/$arch/kernel" lib
[ -e "arch/$arch/kernel/vmlinux.lds" ] ||
  cp "$root/fixtures/links/default.lds" "arch/$arch/kernel/vmlinux.lds"
[ -e "arch/$arch/Makefile" ] || echo >"arch/$arch/Makefile"
awk -v arch="$arch" '
  function add(dir, text) { print text >> (dir "/Makefile") }
  $1 == "[builtin]" || $1 == "[module]" || $1 == "[member]" {
    object = $3; sub(/.*\//, "", object); sub(/\.([cS]|ll)$/, ".o", object)
    list = $1 == "[builtin]" ? "obj-y" : $1 == "[module]" ? "obj-m" : "lib-y"
    if ($2 == ".") { print list " += " object > "Kbuild"; next }
    add($2, list " += " object)
    if (seen[$2]++ || $2 == "lib") next
    if ($1 == "[member]") print "libs-y += " $2 "/" >> ("arch/" arch "/Makefile")
    else print "obj-y += " $2 "/" > "Kbuild"
  }' case.files
echo 'obj-y += $(ARCH_LIB)' >>Kbuild

includes=(-Iinclude -include include/linux/kconfig.h -D__KERNEL__)
base=(clang-19 "--target=$triple" -O1 -ffreestanding -fno-pic -fno-builtin
      -fno-asynchronous-unwind-tables -fomit-frame-pointer -w $flags)
compile() {
  local source object
  for source in $(sources "$1"); do
    object=${source%.*}.o
    "${base[@]}" "${includes[@]}" $(header flags) "${@:2}" \
      -DKBUILD_MODNAME="\"$(basename "${source%.*}")\"" \
      -DKBUILD_MODFILE="\"${source%.*}\"" -c -o "$object" "$source"
    printf 'savedcmd_%s := %s\n\nsource_%s := %s\n' "$object" \
      "${base[*]} -c -o $object $source" "$object" "$source" \
      >"$(dirname "$object")/.$(basename "$object").cmd"
  done
}
compile builtin
compile member
compile module -DMODULE
compile late
for module in $(objects module); do echo "$module" >"${module%.o}.mod"; done
objects module >modules.order

# lib.a goes in whole when there are modules, else on demand.
libraries=()
for dir in $(awk '$1 == "[member]" { print $2 }' case.files | sort -u); do
  "$triple-ar" cDPrsT "$dir/lib.a" $(objects member | grep "^$dir/" | sort)
  libraries+=("$dir/lib.a")
done
members=()
if grep -q CONFIG_MODULES=y .config; then
  members=($(objects member | sort)); libraries=()
fi
"$triple-ar" cDPrST vmlinux.a $(objects builtin) "${members[@]}"

# link_with LINKER LD…
link_with() {
  local linker=$1 option=$2 ld=("${@:3}") archives=("${libraries[@]}")
  # Before Linux 5.6 nothing tells which linker it is.
  [ -z "$(header assumed)" ] || option=CONFIG_BEFORE_5_6
  { cat .config; echo "$option=y"; } >"config.$linker"
  { cat auto.conf; echo "$option=y"; } >"auto.conf.$linker"
  : >"link.$linker.log"; echo 0 >"link.$linker.status"
  run() { "$@" >>"link.$linker.log" 2>&1 || echo $? >"link.$linker.status"; }
  local final=(vmlinux.a)
  if grep -qE '^CONFIG_(LTO_CLANG|X86_KERNEL_IBT)=y' .config; then
    # The final link takes vmlinux.o as it is.
    run "${ld[@]}" -m "$emulation" -r -o vmlinux.o --whole-archive vmlinux.a \
      --no-whole-archive --start-group "${archives[@]}" --end-group
    final=(vmlinux.o) archives=()
  fi
  local link=("${ld[@]}" -m "$emulation" -z noexecstack $(header ldflags)
    -o vmlinux -T "arch/$arch/kernel/vmlinux.lds" --whole-archive "${final[@]}"
    --no-whole-archive --start-group "${archives[@]}" --end-group
    $(objects late))
  [ -n "$(header assumed)" ] ||
    printf 'savedcmd_vmlinux := %s\n' "${link[*]}" >.vmlinux.cmd
  run "${link[@]}"
}
# What happened to the build after the link.
after() { local command; command=$(header after); [ -z "$command" ] || eval "$command"; }

# GNU ld has no plugin here that reads bitcode: such cases are lld's alone.
linkers=$(header linkers)
for linker in ${linkers:-bfd lld}; do
  case $linker in
    bfd) link_with bfd CONFIG_LD_IS_BFD "$triple-ld" ;;
    lld) link_with lld CONFIG_LD_IS_LLD ld.lld-19 --error-limit=0 ;;
  esac
done
after
