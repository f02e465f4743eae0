# Small kernels that build without a complaint, one for each kind of build that
# kplace has to read: bitcode, other formats of what make leaves, other machines.
# Sourced after kernels.sh.
#
#   $KPLACE_KERNEL_CACHE/small/NAME     the build; NAME.log, NAME.done as elsewhere

small=$KPLACE_KERNEL_CACHE/small

# small_builds: NAME VERSION MAKE-ARGUMENTS…, one a line.
small_builds() {
  cat <<'LIST'
older 6.1 ARCH=x86
thin-lto 6.12 ARCH=x86 LLVM=-19
full-lto 6.12 ARCH=x86 LLVM=-19
arm64 6.12 ARCH=arm64 LLVM=-19
s390 6.12 ARCH=s390 LLVM=-19
LIST
}

# small_fragment NAME: what is added to tinyconfig.  A bus, a library, a driver of
# several objects, modules that need modules.
small_fragment() {
  printf 'CONFIG_%s=y\n' MODULES PRINTK SYSFS
  case $1 in older | *-lto) printf 'CONFIG_%s=y\n' 64BIT SMP ;; esac
  case $1 in
    s390)  # no buses: file systems and compression
      printf 'CONFIG_%s=y\n' BLOCK MISC_FILESYSTEMS
      printf 'CONFIG_%s=m\n' SQUASHFS FAT_FS VFAT_FS NLS_ISO8859_1 ISO9660_FS ;;
    *)
      printf 'CONFIG_%s=y\n' I2C SPI SPI_MASTER IIO
      printf 'CONFIG_%s=m\n' KXSD9 IIO_ST_ACCEL_3AXIS BMC150_ACCEL ;;
  esac
  case $1 in
    thin-lto) echo CONFIG_LTO_CLANG_THIN=y ;;
    full-lto) echo CONFIG_LTO_CLANG_FULL=y ;;
  esac
}

# build_small NAME VERSION MAKE-ARGUMENTS…
build_small() {
  local name=$1 version=$2
  shift 2
  local tree=$KPLACE_KERNEL_CACHE/linux-$version build=$small/$name missing
  [ -e "$build.done" ] && return
  unpack_source "$version"
  say "building a small kernel: $name (some minutes on two cores)"
  mkdir -p "$build"
  small_fragment "$name" >"$build/fragment"
  make -s -C "$tree" O="$build" "$@" tinyconfig >&2
  (cd "$build" && "$tree/scripts/kconfig/merge_config.sh" -m -O . .config \
    fragment) >/dev/null
  make -s -C "$tree" O="$build" "$@" olddefconfig >&2
  missing=$(grep -vxFf "$build/.config" "$build/fragment" || true)
  [ -z "$missing" ] || { say "$name: not in .config:" $missing; return 1; }
  make -C "$tree" O="$build" "$@" -j"$KERNEL_JOBS" >"$build.log" 2>&1 ||
    { tail -n 20 "$build.log" >&2; return 1; }
  touch "$build.done"
}
