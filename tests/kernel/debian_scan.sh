# Scanning Linux 6.12 with the modules of Debian's kernel as evidence.  Sourced after
# kernels.sh and conf.sh.

# set_up_debian_scan DIR: what it takes, and $scan, the command: Debian's configuration
# as this machine's toolchain completes it is DIR/base.
set_up_debian_scan() {
  install_kernel_packages
  unpack_source
  unpack_modules
  tree=$KPLACE_KERNEL_CACHE/linux-6.12 arch=x86
  set_up_conf "$1"
  ask_toolchain "$1"
  cp "$KPLACE_KERNEL_CACHE"/debian/boot/config-* "$1/base"
  conf olddefconfig "$1/base" >/dev/null
  scan=("$kplace" scan --arch "$arch" --build "$1" "${exec_options[@]}"
        --modules "$KPLACE_KERNEL_CACHE/debian-modules" --base "$1/base"
        --progress never)
}
