# Real breakages: a small x86 kernel of Linux 6.12, and the same with one thing
# changed behind Kconfig's back.  Sourced after kernels.sh.
#
#   $KPLACE_KERNEL_CACHE/breakages/
#     base/        the tree; its build, which is whole, in base/build
#     NAME/        the tree with one change; the build of that in NAME/build
#     NAME.log     what make -k said
#     NAME.ld      what the last link said, whether make got that far or not
#     NAME.placement  where GNU make says that objects go
#     NAME.done    both are complete; all.done: every change was built
#     slot/        where a tree is while make works in it
#
# The trees share their files.  A build lies below its tree and every tree is built
# in the same place, so that nothing that make compares tells them apart and
# make remakes only what a change is about.

breakages=$KPLACE_KERNEL_CACHE/breakages

# Small, and rich in modules that need each other: VFIO, Hyper-V, IIO with its
# namespaces.
breakages_fragment() {
  printf 'CONFIG_%s=y\n' 64BIT MODULES SMP PRINTK MULTIUSER EVENTFD SYSFS PCI \
    PCI_MSI IOMMU_SUPPORT VFIO HYPERVISOR_GUEST I2C SPI SPI_MASTER \
    IIO IIO_BUFFER IIO_TRIGGER KXSD9 KXSD9_I2C SCD30_CORE SCD30_I2C
  printf 'CONFIG_%s=m\n' VFIO_PCI HYPERV HYPERV_BALLOON KXSD9_SPI BMC150_ACCEL \
    IIO_ST_ACCEL_3AXIS SPS30_I2C
  echo '# CONFIG_INTEL_MEI is not set'
}

# breakages_list: every change, one a line.  Each is a function break_NAME that
# edits the tree it is called in and prints what it sets in .config.
breakages_list() {
  compgen -A function | sed -n 's/^break_//p'
}

# --- An option becomes a tristate, and is m.

# The iova_bitmap case again.
break_iommufd_driver() {
  sed -i '/^config IOMMUFD_DRIVER$/,/^$/{s/^\tbool$/\ttristate/;s/default n/default m/}' \
    drivers/iommu/Kconfig
}

# A part of a driver as a module: what it needs of the rest is not exported, and it
# has no licence.
break_spi_mem() {
  sed -i '/^config SPI_MEM$/,/^$/s/^\tbool/\ttristate/' drivers/spi/Kconfig
  echo CONFIG_SPI_MEM=m
}

# A part of a built-in object at m is in nothing at all.
break_vfio_group() {
  sed -i '/^config VFIO_GROUP$/,/^$/s/^\tbool/\ttristate/' drivers/vfio/Kconfig
  echo CONFIG_VFIO_GROUP=m
}

# --- A built-in user and a provider at m: select or "X || !X" is missing.

break_iio_triggered_buffer() {
  sed -i '/^config KXSD9$/,/^$/{/select IIO_TRIGGERED_BUFFER/d}' \
    drivers/iio/accel/Kconfig
  sed -i '/^config SCD30_CORE$/,/^$/{/select IIO_TRIGGERED_BUFFER/d}' \
    drivers/iio/chemical/Kconfig
  echo CONFIG_IIO_TRIGGERED_BUFFER=m
}

break_crc8() {
  sed -i '/^config SCD30_I2C$/,/^$/{/select CRC8/d}' drivers/iio/chemical/Kconfig
  echo CONFIG_CRC8=m
}

break_vfio_iommufd() {
  sed -i '/depends on IOMMUFD || !IOMMUFD/d' drivers/vfio/Kconfig
  printf 'CONFIG_%s\n' IOMMUFD=m VFIO_DEVICE_CDEV=y
}

break_i2c() {
  sed -i '/^config KXSD9_I2C$/,/^$/{/depends on I2C/d}' drivers/iio/accel/Kconfig
  echo CONFIG_I2C=m
}

break_kxsd9() {
  sed -i '/^config KXSD9_I2C$/,/^$/{/depends on KXSD9/d}' drivers/iio/accel/Kconfig
  echo CONFIG_KXSD9=m
}

break_scd30_core() {
  sed -i 's/depends on SCD30_CORE && I2C/depends on I2C/' drivers/iio/chemical/Kconfig
  echo CONFIG_SCD30_CORE=m
}

break_kfifo_buf() {
  sed -i '/^config IIO_TRIGGERED_BUFFER$/,/^$/{/select IIO_KFIFO_BUF/d}' \
    drivers/iio/buffer/Kconfig
  echo CONFIG_IIO_KFIFO_BUF=m
}

break_regmap_i2c_m() {
  sed -i '/^config KXSD9_I2C$/,/^$/{/select REGMAP_I2C/d}' \
    drivers/iio/accel/Kconfig
  echo CONFIG_REGMAP_I2C=m
}

# --- Nothing provides it.

break_regmap_i2c() {
  sed -i '/^config KXSD9_I2C$/,/^$/{/select REGMAP_I2C/d}' \
    drivers/iio/accel/Kconfig
  printf '# CONFIG_%s is not set\n' BMC150_ACCEL IIO_ST_ACCEL_3AXIS
}

break_regmap_spi() {
  sed -i '/^config KXSD9_SPI$/,/^$/{/select REGMAP_SPI/d}' \
    drivers/iio/accel/Kconfig
  printf '# CONFIG_%s is not set\n' BMC150_ACCEL IIO_ST_ACCEL_3AXIS
}

# --- A Makefile line says something else than it did.

# Hyper-V without the rewrite of m to y.
break_hv_common() {
  sed -i 's/$(subst m,y,$(CONFIG_HYPERV))/$(CONFIG_HYPERV)/' \
    drivers/Makefile drivers/hv/Makefile
}

# Two implementations of one thing.
break_up_and_smp() {
  sed -i '/^ifneq ($(CONFIG_SMP),y)$/,/^endif$/{/^ifneq/d;/^endif/d}' \
    kernel/Makefile
}

# A module that brings an object of another one.
break_shared_object() {
  sed -i 's/^vfio-pci-y := vfio_pci.o$/& vfio_pci_config.o/' \
    drivers/vfio/pci/Makefile
}

# An object that is built in and in a module.
break_builtin_in_module() {
  printf 'obj-m += iio-trigger-test.o\niio-trigger-test-y := industrialio-trigger.o\n' \
    >>drivers/iio/Makefile.new
  cat drivers/iio/Makefile drivers/iio/Makefile.new >drivers/iio/Makefile.whole
  mv drivers/iio/Makefile.whole drivers/iio/Makefile
  rm drivers/iio/Makefile.new
}

# Two drivers in one module: each has its module_init().
break_two_inits() {
  sed -i 's/^hv_vmbus-y := /&hv_balloon.o /' drivers/hv/Makefile
  echo '# CONFIG_HYPERV_BALLOON is not set'
}

break_module_name() {
  sed -i '/hv_balloon.o$/s/hv_balloon.o/kxsd9-spi.o/' drivers/hv/Makefile
  sed -i '$a kxsd9-spi-y := hv_balloon.o' drivers/hv/Makefile
}

# --- A module's source forgets or gains something.

break_gpl_only() {
  sed -i 's/^MODULE_LICENSE(.*/MODULE_LICENSE("Proprietary");/' \
    drivers/iio/accel/bmc150-accel-i2c.c
}

break_namespace() {
  sed -i '/^MODULE_IMPORT_NS(/d' drivers/iio/accel/st_accel_spi.c
}

# The library calls the driver that calls the library.
break_module_cycle() {
  sed -i '$a int st_accel_common_probe(struct iio_dev *indio_dev);\
int st_sensors_probe_accel(struct iio_dev *indio_dev);\
int st_sensors_probe_accel(struct iio_dev *indio_dev)\
{\
	return st_accel_common_probe(indio_dev);\
}\
EXPORT_SYMBOL_NS(st_sensors_probe_accel, IIO_ST_SENSORS);\
MODULE_IMPORT_NS(IIO_ST_SENSORS);' drivers/iio/common/st_sensors/st_sensors_core.c
}

# --- Several at once: every verdict stays what it is alone.

break_several() {
  break_crc8
  break_iio_triggered_buffer
  break_shared_object
  break_builtin_in_module
  break_gpl_only
  break_namespace
}

# The first keeps make from vmlinux.o and so from modpost.
break_several_stops() {
  break_up_and_smp
  break_module_name
}

# --- What must not be reported although it looks alike.

# vfio-pci is y, but its directory is entered for modules alone: built nowhere.
break_nothing_vfio_pci() {
  sed -i '/^config VFIO_PCI$/,/^$/{/select VFIO_PCI_CORE/d}
          /^config VFIO_PCI_CORE$/,/^$/s/^\ttristate$/&\n\tdefault m/' \
    drivers/vfio/pci/Kconfig
  echo CONFIG_VFIO_PCI=y
}

# make_breakages_tree: base, not built.  What is not compiled is left out, so that
# a copy takes a second; makefiles and Kconfig files stay.  Lifts modpost's limit on
# messages.
make_breakages_tree() {
  unpack_source
  rm -rf "$breakages/base" "$breakages/slot"
  mkdir -p "$breakages/slot"
  (cd "$KPLACE_KERNEL_CACHE/linux-6.12"
   {
     find . -type f \( -name 'Kconfig*' -o -name 'Makefile*' -o -name 'Kbuild*' \)
     find . -maxdepth 1 -type f
     find arch/x86 block certs crypto include init io_uring ipc kernel lib mm net \
       rust security scripts tools/{arch,build,include,lib,objtool,scripts} usr \
       virt ! -type d
     find fs drivers/* -maxdepth 1 -type f
     find fs/{proc,ramfs,notify,sysfs,kernfs,nls,crypto,verity,iomap,quota} \
       drivers/{acpi,base,char,firmware,hv,i2c,iio,iommu,irqchip,pci,spi,thermal,tty,vfio} \
       drivers/clocksource ! -type d
   } | sort -u |
     xargs -d "\n" cp -lP --parents -t "$breakages/slot")
  sed -i 's/^#define MAX_UNRESOLVED_REPORTS.*/#define MAX_UNRESOLVED_REPORTS 1000000/' \
    "$breakages/slot/scripts/mod/modpost.c"
  ! cmp -s {"$KPLACE_KERNEL_CACHE/linux-6.12","$breakages/slot"}/scripts/mod/modpost.c
}

build_breakages_base() {
  [ -e "$breakages/base.done" ] && return
  say "building the small kernel that is then broken (five minutes on two cores)"
  make_breakages_tree
  local build=$breakages/slot/build
  mkdir "$build"
  breakages_fragment >"$build/fragment"
  make -s -C "$breakages/slot" O=build tinyconfig >&2
  (cd "$build" && ../scripts/kconfig/merge_config.sh -m -O . .config fragment) \
    >/dev/null
  make -s -C "$breakages/slot" O=build olddefconfig >&2
  local missing
  missing=$(grep -vxFf "$build/.config" "$build/fragment" || true)
  [ -z "$missing" ] || { say "not in .config:" $missing; return 1; }
  make -C "$breakages/slot" O=build -j"$KERNEL_JOBS" vmlinux modules \
    >"$breakages/base.log" 2>&1 ||
    { tail "$breakages/base.log" >&2; return 1; }
  link_vmlinux_by_hand "$build" >"$breakages/base.ld" 2>&1
  place_by_hand base
  keep_slot base
}

# keep_slot NAME: what was built there gets its own name.
keep_slot() {
  rm -rf "${breakages:?}/$1"
  mv "$breakages/slot" "$breakages/$1"
  printf 'include %s/Makefile\n' "$breakages/$1" >"$breakages/$1/build/Makefile"
  touch "$breakages/$1.done"
}

# build_breakage NAME: one change, made and built; a build that fails is what it
# is about.
build_breakage() {
  local name=$1
  [ -e "$breakages/$name.done" ] && return
  say "breaking $name"
  rm -rf "$breakages/slot"
  cp -al "$breakages/base" "$breakages/slot"
  rm -rf "$breakages/slot/build"
  cp -a --reflink=auto "$breakages/base/build" "$breakages/slot/build"
  local build=$breakages/slot/build
  (cd "$breakages/slot" && "break_$name" >>build/.config)
  make -s -C "$breakages/slot" O=build olddefconfig >"$breakages/$name.conf" 2>&1
  make -k -C "$breakages/slot" O=build -j"$KERNEL_JOBS" vmlinux modules \
    >"$breakages/$name.log" 2>&1 || true
  link_vmlinux_by_hand "$build" >"$breakages/$name.ld" 2>&1 || true
  [ -e "$build/vmlinux.o" ] || modpost_by_hand "$build" >>"$breakages/$name.log" 2>&1
  depmod_by_hand "$build" >"$breakages/$name.depmod" 2>&1 || true
  place_by_hand "$name"
  keep_slot "$name"
}

# The flags with which make links vmlinux, from the small kernel as it was.
linker_flags() {
  local build=$breakages/base/build
  [ -e "$build" ] || build=$breakages/slot/build
  # scripts/link-vmlinux.sh "LD" "KBUILD_LDFLAGS" "LDFLAGS_vmlinux"; …
  sed -n 's/^savedcmd_vmlinux := [^"]*"[^"]*" "\([^"]*\)" "\([^"]*\)".*/\1 \2/p' \
    "$build/.vmlinux.cmd"
}

# link_vmlinux_by_hand BUILD: the first link of scripts/link-vmlinux.sh, which make
# leaves out when modpost has failed.
link_vmlinux_by_hand() (
  flags=$(linker_flags)
  cd "$1"
  objects=(vmlinux.o)
  [ -e vmlinux.o ] || objects=(vmlinux.a)
  ld $flags --script=arch/x86/kernel/vmlinux.lds -o .by-hand \
    --whole-archive "${objects[@]}" init/version-timestamp.o --no-whole-archive
  rm -f .by-hand
)

# modpost_by_hand BUILD: where make could not even make vmlinux.o of it, under
# which name alone modpost knows vmlinux.
modpost_by_hand() (
  cd "$1"
  ld -m elf_x86_64 -r --allow-multiple-definition -o vmlinux.o \
    --whole-archive vmlinux.a
  scripts/mod/modpost -M -E -o .by-hand.symvers -T modules.order vmlinux.o || true
  rm -f vmlinux.o .by-hand.symvers
)

# depmod_by_hand BUILD: on the modules that were finished.
depmod_by_hand() (
  cd "$1"
  rm -rf .installed
  directory=.installed/lib/modules/6.12.0/kernel
  find . -name '*.ko' -printf '%P\n' | while read -r module; do
    mkdir -p "$directory/$(dirname "$module")"
    cp "$module" "$directory/$module"
  done
  touch "$directory/../modules.order" "$directory/../modules.builtin"
  depmod -b .installed 6.12.0
  rm -rf .installed
)

# place_by_hand NAME: in the slot.
place_by_hand() {
  "$here/kbuild_placement.sh" "$breakages/slot" "$breakages/slot/build/.config" \
    >"$breakages/$1.placement" 2>/dev/null
}

# What verdicts.py prints, of the JSON in $output.  ld names functions alone, we
# variables as well.
found_by_kplace() {
  query '
    def name: sub(".*/"; "") | sub("\\.ko$"; "");
    def function: if (.section | test("text")) and .function != ""
                  then .function else "-" end;
    .findings[]
    | .code as $code | .symbol as $symbol
    | if .code == "KP0001" or .code == "KP0002" then
        .references[]
        | "\($code) \(function) \($symbol)"
      elif .code == "KP0003" or .code == "KP0006" then
        .references[] | "\($code) \(.unit) \($symbol)"
      elif .code == "KP0004" or .code == "KP0005" then
        .references[] | "\($code) \(.unit | name) \($symbol)"
      elif .code == "KP0007" then "KP0007 \(.object | sub("\\.o$"; ".ko"))"
      elif .code == "KP0008" then "KP0008 \(.object)"
      elif .code == "KP0009" then "KP0009 \($symbol)"
      elif .code == "KP0010" then
        .definitions[].unit | "KP0010 \(name | gsub("-"; "_"))"
      elif .code == "KP0011" then .definitions[].unit | "KP0011 \(.)"
      else empty end' | LC_ALL=C sort -u
}

# What the judges say of $1.  depmod knows modules by their names only.
judged() {
  local log=$breakages/$1
  "$here/verdicts.py" "$log/build" --make "$log.log" --ld "$log.ld" \
    --depmod "$log.depmod" --placement "$log.placement"
}
