# Real kernels for the slow suite: where they live and how they are made.
#
# Everything is kept below one cache directory, so that the second run costs
# seconds.  Sourced by the other scripts of this folder; prints progress only.
#
#   $KPLACE_KERNEL_CACHE (default ~/.cache/kplace)
#     linux-6.12/        pristine source of Debian's linux-source-6.12
#     linux-6.1/         and of linux-source-6.1
#     linux-newest/      and of the newest that Debian's unstable has
#     linux-6.12-iova/   the same with IOMMUFD_DRIVER as a tristate
#     iova/              its build before iova_bitmap.c has a licence
#     iova-licensed/     its build after: ld gets its word
#     iova-evidence/     the objects concerned, of the tree as it was
#     rewrites-evidence/ objects around every `subst m,y`
#     hyperv/            x86 defconfig with HYPERV=m, only configured
#     configured/        configurations that placement is compared on
#     defconfig/         x86 defconfig of the pristine source, built whole
#     debian-packages/   Debian's linux-image-6.12.*-amd64-unsigned, and of the same
#                        kernel linux-headers-*-amd64, -common and linux-kbuild
#     debian/            these, unpacked
#     debian-modules/    the modules of that image, decompressed: kernel/…/X.ko
#   A build is finished when <build>.done exists; <build>.log is what make said.

: "${KPLACE_KERNEL_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/kplace}"
KERNEL_JOBS=${KERNEL_JOBS:-$(nproc)}

say() { printf '%s\n' "kernels: $*" >&2; }

# A script that ends early says where; its commands' own words may be in a file.
# What fails in a subshell fails here, too, if it matters.
set -E
trap '[ "$BASH_SUBSHELL" != 0 ] ||
  say "${BASH_SOURCE[0]##*/}, line $LINENO: status $? of: $BASH_COMMAND"' ERR

# Packages that configuring and compiling a Linux kernel needs.
install_kernel_packages() {
  install_packages linux-source-6.12 linux-source-6.1 gcc make flex bison bc \
    libelf-dev libssl-dev xz-utils kmod jq python3 clang-19 lld-19 llvm-19
}

# install_packages NAME…: those that are not there yet.
install_packages() {
  local missing=() package
  for package; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  local sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
    --no-install-recommends "${missing[@]}" >&2
}

# unpack_source [VERSION]: the pristine tree, 6.12 by default, or "newest".  Suites that
# run side by side wait for the one that unpacks it.
unpack_source() {
  local version=${1:-6.12}
  local tree=$KPLACE_KERNEL_CACHE/linux-$version
  [ -e "$tree.done" ] && return
  mkdir -p "$KPLACE_KERNEL_CACHE"
  (flock 9 && [ ! -e "$tree.done" ] || exit 0; unpack_tree) 9>"$tree.lock"
}

unpack_tree() {
  say "unpacking linux-source-$version"
  local archive=/usr/src/linux-source-$version.tar.xz
  rm -rf "$tree" "$tree.unpack"
  mkdir "$tree.unpack"
  if [ "$version" = newest ]; then
    download_newest "$tree.package"
    archive=$(find "$tree.package" -name 'linux-source-*.tar.xz')
  fi
  tar xf "$archive" -C "$tree.unpack"
  mv "$tree.unpack"/* "$tree"
  rm -rf "$tree.unpack" "$tree.package"
  touch "$tree.done"
}

# download_newest DIR: the package linux-source-* of Debian's unstable, unpacked.
download_newest() {
  local dir=$1 mirror=${KPLACE_MIRROR:-http://deb.debian.org/debian} file sum
  install_packages curl ca-certificates
  mkdir -p "$dir"
  read -r file sum < <(
    curl -sSf "$mirror/dists/sid/main/binary-amd64/Packages.xz" | xz -dc | awk '
      /^Package: / { source = $2 ~ /^linux-source-[0-9.]+$/ }
      source && /^Filename: / { file = $2 }
      source && /^SHA256: / { sum = $2 }
      END { print file, sum }')
  say "getting $file"
  curl -sSf -o "$dir/package.deb" "$mirror/$file"
  echo "$sum  $dir/package.deb" | sha256sum --check --quiet
  dpkg-deb -x "$dir/package.deb" "$dir"
}

# The tree of the iova_bitmap case: one word changed, files shared otherwise.
make_iova_source() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12-iova
  [ -e "$tree.done" ] && return
  unpack_source
  (flock 9 && [ ! -e "$tree.done" ] || exit 0; copy_iova_tree) 9>"$tree.lock"
}

copy_iova_tree() {
  rm -rf "$tree"
  cp -al "$KPLACE_KERNEL_CACHE/linux-6.12" "$tree"
  # `sed -i` writes a new file, so the pristine tree keeps its own.
  sed -i '/^config IOMMUFD_DRIVER$/,/^$/s/^\tbool$/\ttristate/' \
    "$tree/drivers/iommu/Kconfig"
  if cmp -s "$tree/drivers/iommu/Kconfig" \
            "$KPLACE_KERNEL_CACHE/linux-6.12/drivers/iommu/Kconfig"; then
    say "drivers/iommu/Kconfig has no 'bool' to change"; return 1
  fi
  touch "$tree.done"
}

iova_fragment() {
  local option
  for option in 64BIT MODULES PCI PCI_MSI ACPI NET INET NETDEVICES ETHERNET \
                NET_VENDOR_MELLANOX BLOCK PRINTK MULTIUSER EVENTFD SMP \
                IOMMU_SUPPORT VFIO; do
    echo "CONFIG_$option=y"
  done
  for option in MLX5_CORE VFIO_PCI MLX5_VFIO_PCI; do
    echo "CONFIG_$option=m"
  done
}

# Builds the case as first proposed: modpost misses the licence.
build_iova() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12-iova
  local build=$KPLACE_KERNEL_CACHE/iova
  [ -e "$build.done" ] && return
  make_iova_source
  say "building the iova_bitmap case (about ten minutes on two cores)"
  mkdir -p "$build"
  iova_fragment >"$build/iova.fragment"
  make -s -C "$tree" O="$build" tinyconfig >&2
  (cd "$build" && "$tree/scripts/kconfig/merge_config.sh" -m -O . \
      .config iova.fragment >/dev/null)
  make -s -C "$tree" O="$build" olddefconfig >&2
  make -k -C "$tree" O="$build" -j"$KERNEL_JOBS" >"$build.log" 2>&1 || true
  failed_as_expected "$build.log" 'missing MODULE_LICENSE() in'
  touch "$build.done"
}

# failed_as_expected LOG WORDS: a build that broke for another reason (a full
# disk, say) must not be kept as the answer.
failed_as_expected() {
  grep -qF -- "$2" "$1" && return
  say "$1 does not say '$2'; its end is:"
  tail -n 20 "$1" >&2
  return 1
}

# The same build once iova_bitmap.c says MODULE_LICENSE("GPL").
build_iova_licensed() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12-iova
  local build=$KPLACE_KERNEL_CACHE/iova-licensed
  local source=$tree/drivers/iommu/iommufd/iova_bitmap.c
  [ -e "$build.done" ] && return
  build_iova
  say "building it again with the licence added"
  rm -rf "$build"
  cp -a "$KPLACE_KERNEL_CACHE/iova" "$build"
  # Left by a run that was interrupted: the source as it should be.
  [ ! -e "$build.original" ] || mv "$build.original" "$source"
  cp -p "$source" "$build.original"
  { cat "$build.original"
    printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n'
  } >"$source.new"
  mv "$source.new" "$source"
  make -k -C "$tree" O="$build" -j"$KERNEL_JOBS" >"$build.log" 2>&1 || true
  mv "$build.original" "$source"
  failed_as_expected "$build.log" 'undefined reference to'
  touch "$build.done"
}

# What a scan of the case starts from: objects of the tree as it was, with nothing
# wrong in it.  Two directories are compiled, in a minute or two.
build_iova_evidence() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12
  local build=$KPLACE_KERNEL_CACHE/iova-evidence
  [ -e "$build.done" ] && return
  unpack_source
  say "compiling drivers/vfio and drivers/iommu/iommufd"
  mkdir -p "$build"
  { iova_fragment | grep -v '^CONFIG_VFIO='; echo CONFIG_VFIO=m; } \
    >"$build/iova.fragment"
  make -s -C "$tree" O="$build" tinyconfig >&2
  (cd "$build" && "$tree/scripts/kconfig/merge_config.sh" -m -O . \
      .config iova.fragment >/dev/null)
  make -s -C "$tree" O="$build" olddefconfig >&2
  make -s -C "$tree" O="$build" -j"$KERNEL_JOBS" \
    drivers/iommu/iommufd/ drivers/vfio/ >"$build.log" 2>&1
  touch "$build.done"
}

# Objects of the directories where an m is rewritten to y on x86, and of those that use
# them; some minutes.
build_rewrites_evidence() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12
  local build=$KPLACE_KERNEL_CACHE/rewrites-evidence
  [ -e "$build.done" ] && return
  unpack_source
  say "compiling parts of net, drivers and arch/x86 (some minutes on two cores)"
  mkdir -p "$build"
  { printf 'CONFIG_%s=m\n' IPV6 VLAN_8021Q BRIDGE BRIDGE_NETFILTER NF_CONNTRACK \
      IP_SCTP HYPERV MMC MMC_SDHCI MMC_SDHCI_PCI MMC_SDHCI_ACPI CFG80211 MAC80211 WFX
    printf 'CONFIG_%s=y\n' NETLABEL NETFILTER_ADVANCED HYPERVISOR_GUEST WLAN \
      WLAN_VENDOR_SILABS SPI; } >"$build/fragment"
  make -s -C "$tree" O="$build" defconfig >&2
  (cd "$build" && "$tree/scripts/kconfig/merge_config.sh" -m -O . \
      .config fragment >/dev/null)
  make -s -C "$tree" O="$build" olddefconfig >&2
  make -s -C "$tree" O="$build" -j"$KERNEL_JOBS" net/core/ net/ipv4/ net/ipv6/ \
    net/netlabel/ net/8021q/ net/bridge/ net/sctp/ net/netfilter/ drivers/hv/ \
    arch/x86/hyperv/ arch/x86/kernel/cpu/ drivers/mmc/ \
    drivers/net/wireless/silabs/ drivers/clocksource/ >"$build.log" 2>&1
  touch "$build.done"
}

# configure VERSION ARCH TARGET: a configuration of a pristine tree in $build, with
# what its makefiles say of placement in $build/oracle.tsv.  ARCH is make's, x86 by
# GCC and the others by LLVM; TARGET is one of make's, or randconfig-SEED.
configure() {
  local version=$1 arch=$2 target=$3
  local tree=$KPLACE_KERNEL_CACHE/linux-$version
  local arguments=(ARCH="$arch")
  build=$KPLACE_KERNEL_CACHE/configured/$version-$arch-$target
  case $arch in x86*) ;; *) arguments+=(LLVM=-19) ;; esac
  # 6.1 does not know what clang calls it.
  [ "$arch" != loongarch ] || arguments+=(CROSS_COMPILE=loongarch64-linux-gnu-)
  if [ ! -e "$build/.config" ]; then
    mkdir -p "$build"
    KCONFIG_SEED=${target#randconfig-} \
      make -s -C "$tree" O="$build" "${arguments[@]}" "${target%%-*}" >&2 || return
  fi
  [ -e "$build/oracle.tsv" ] && return
  "$here/kbuild_placement.sh" "$tree" "$build/.config" "${arguments[@]}" \
    >"$build/oracle.tsv.new" 2>"$build/oracle.err"
  [ -s "$build/oracle.tsv.new" ] || { tail -n 3 "$build/oracle.err" >&2; return 1; }
  mv "$build/oracle.tsv.new" "$build/oracle.tsv"
}

# Every line of `configurations`, as many at once as there are processors.
configure_all() {
  local version
  for version in 6.12 6.1; do unpack_source "$version"; done
  configurations | xargs -r -P "$KERNEL_JOBS" -L 1 bash -c \
    'set -euo pipefail; here=$1; . "$1/kernels.sh"; configure "${@:2}" ||
     say "cannot configure ${*:2}"' configure "$here"
}

# configurations: what placement is compared on, a line `VERSION ARCH TARGET` each.
#
#   KPLACE_MATRIX=full   every architecture in every standard configuration and a
#                        hundred random ones: two hours for two processors
configurations() {
  local version arch target
  for version in 6.12 6.1; do
    for target in tinyconfig defconfig allmodconfig randconfig-{1..4}; do
      echo "$version x86 $target"
    done
    for arch in arm64 arm riscv powerpc s390 mips loongarch; do
      for target in defconfig randconfig-1; do echo "$version $arch $target"; done
    done
  done
  [ "${KPLACE_MATRIX:-}" = full ] || return 0
  for version in 6.12 6.1; do
    for arch in arm64 arm riscv powerpc s390 mips loongarch; do
      for target in allnoconfig allmodconfig allyesconfig randconfig-{2,3}; do
        echo "$version $arch $target"
      done
    done
    for target in {allno,def,allmod,allyes}config randconfig-{1..20}; do
      echo "$version x86_64 $target"
    done
  done
  for target in randconfig-{4..20}; do echo "6.12 arm64 $target"; done
  for target in randconfig-{21..100}; do echo "6.12 x86_64 $target"; done
}

# x86 defconfig with the Hyper-V drivers as modules; nothing is compiled.
configure_hyperv() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12
  local build=$KPLACE_KERNEL_CACHE/hyperv
  [ -e "$build.done" ] && return
  unpack_source
  say "configuring HYPERV=m"
  mkdir -p "$build"
  make -s -C "$tree" O="$build" defconfig >&2
  "$tree/scripts/config" --file "$build/.config" \
    -e HYPERVISOR_GUEST -m HYPERV -m HYPERV_UTILS -m HYPERV_BALLOON
  make -s -C "$tree" O="$build" olddefconfig >&2
  grep -qx CONFIG_HYPERV=m "$build/.config" || {
    say "CONFIG_HYPERV did not become m"; return 1; }
  touch "$build.done"
}

# x86 defconfig, whole: half an hour and more on two cores.
build_defconfig() {
  local tree=$KPLACE_KERNEL_CACHE/linux-6.12
  local build=$KPLACE_KERNEL_CACHE/defconfig
  [ -e "$build.done" ] && return
  unpack_source
  say "building x86 defconfig (half an hour and more on two cores)"
  mkdir -p "$build"
  make -s -C "$tree" O="$build" defconfig >&2
  make -C "$tree" O="$build" -j"$KERNEL_JOBS" >"$build.log" 2>&1
  touch "$build.done"
}

# unpack_debian: the newest 6.12 kernel that Debian ships for x86-64, with the
# headers package of the same build; nothing is installed.
unpack_debian() {
  local tree=$KPLACE_KERNEL_CACHE/debian
  local packages=$KPLACE_KERNEL_CACHE/debian-packages
  [ -e "$tree.done" ] && return
  if ! ls "$packages"/linux-image-6.12.*-amd64-unsigned_*.deb >/dev/null 2>&1; then
    local kernel names='^linux-image-6\.12\.[0-9]+\+deb[0-9]+-amd64-unsigned$'
    kernel=$(apt-cache search --names-only "$names" | cut -d' ' -f1 | sort -V | tail -n 1)
    kernel=${kernel#linux-image-}; kernel=${kernel%-amd64-unsigned}
    [ -n "$kernel" ] || { say "apt knows no linux-image-6.12.*-amd64-unsigned"; return 1; }
    say "downloading Debian's kernel $kernel"
    mkdir -p "$packages"
    (cd "$packages" && apt-get download -qq "linux-image-$kernel-amd64-unsigned" \
       "linux-headers-$kernel-amd64" "linux-headers-${kernel}-common" \
       "linux-kbuild-$kernel" >&2)
  fi
  say "unpacking Debian's kernel"
  rm -rf "$tree" "$tree.unpack"
  local package
  for package in "$packages"/linux-*.deb; do
    dpkg-deb -x "$package" "$tree.unpack"
  done
  mv "$tree.unpack" "$tree"
  touch "$tree.done"
}

# unpack_modules: the modules of that kernel as plain .ko, 488 MB.
unpack_modules() {
  local modules=$KPLACE_KERNEL_CACHE/debian-modules
  [ -e "$modules.done" ] && return
  unpack_debian
  say "decompressing the modules of Debian's kernel"
  rm -rf "$modules" "$modules.unpack"
  mkdir "$modules.unpack"
  (cd "$KPLACE_KERNEL_CACHE"/debian/lib/modules/*/ &&
     find kernel -name '*.ko.xz' -printf '%h\n' | sort -u |
       (cd "$modules.unpack" && xargs mkdir -p) &&
     find kernel -name '*.ko.xz' -print0 |
       nice xargs -0 -n 50 -P "$KERNEL_JOBS" sh -c \
         'for f; do xz -dc "$f" >"$0/${f%.xz}" || exit; done' "$modules.unpack")
  mv "$modules.unpack" "$modules"
  touch "$modules.done"
}
