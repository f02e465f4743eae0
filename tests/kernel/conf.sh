# The tree's own conf, called as make does, and then by itself: with the same
# environment.  Needs $tree and $arch; kernels.sh is read.

# set_up_conf DIR: builds it in DIR/build, which is $build then and has a defconfig; what
# make says of that is in DIR/defconfig.log.  $conf_command is conf that asks the
# toolchain nothing twice (kept_answers.c); it wants $conf_environment and to be in $build.
set_up_conf() {
  build=$1/build conf_environment=$1/environment
  local arguments=(ARCH="$arch")
  case $arch in x86*) ;; *) arguments+=(LLVM=-19) ;; esac
  make -C "$tree" O="$build" "${arguments[@]}" defconfig >"$1/defconfig.log"
  mv "$build/scripts/kconfig/conf" "$build/scripts/kconfig/conf.real"
  cat >"$build/scripts/kconfig/conf" <<'SH'
#!/bin/sh
export -p >"$KPLACE_ENVIRONMENT"
exec "$0.real" "$@"
SH
  chmod +x "$build/scripts/kconfig/conf"
  KPLACE_ENVIRONMENT=$conf_environment make -s -C "$tree" O="$build" \
    "${arguments[@]}" olddefconfig >/dev/null 2>&1
  mkdir -p "$1/answers"
  gcc -O2 -shared -fPIC -o "$1/kept_answers.so" \
    "$(dirname "${BASH_SOURCE[0]}")/kept_answers.c"
  conf_command=(env "LD_PRELOAD=$1/kept_answers.so" "KPLACE_KEPT_ANSWERS=$1/answers"
                scripts/kconfig/conf.real -s)
}

# ask_toolchain DIR: what makes kplace run the programs that conf runs, in $exec_options;
# kplace keeps their answers in DIR.
ask_toolchain() {
  export XDG_CACHE_HOME=$1
  exec_options=(--allow-exec)
  local variable
  while IFS= read -r variable; do exec_options+=(--make-var "$variable"); done < <(
    . "$conf_environment"
    for name in CC LD AR NM OBJCOPY PAHOLE RUSTC BINDGEN PYTHON3 CLANG_FLAGS \
                CC_VERSION_TEXT RUSTC_VERSION_TEXT PAHOLE_VERSION; do
      printf '%s=%s\n' "$name" "${!name:-}"
    done)
}

# conf TARGET CONFIG [VARIABLE=VALUE…]
conf() (
  . "$conf_environment"
  cd "$build"
  export KCONFIG_CONFIG=$2
  [ $# -le 2 ] || export "${@:3}"
  "${conf_command[@]}" "--$1" Kconfig 2>"$conf_environment.err"
)

# body CONFIG: without its header.
body() { sed 1,4d "$1"; }

# without_open MESSAGES CONFIG: without its header, and without the options of which
# kplace said in MESSAGES that it does not know.
without_open() {
  sed -n 's/^kplace: unknown: \(CONFIG_[A-Za-z0-9_]*\) .*/\1/p' "$1" |
    awk -v config="$2" '
      { open[$1] = 1 }
      END {
        while ((getline line < config) > 0) {
          name = line; sub(/^# /, "", name); sub(/[ =].*/, "", name)
          if (!(name in open) && ++n > 4) print line
        }
      }'
}
