#!/bin/bash
# Compares our reading of a kernel's Kconfig files with the kernel's own.
#
#   kconfig_oracle.sh KCONFIG_DUMP SOURCE_DIR [SRCARCH] [RANDOM_CONFIGS]
#
# Judge: scripts/kconfig of the same tree, built outside of it.
#   1. Its parser's dump names the same options with the same types, and the
#      same `select` and `imply` lines, each as often as we do.
#   2. Every value in an allyesconfig, an allmodconfig, an allnoconfig and some
#      random configurations lies between what our selects demand and what our
#      prompts, defaults and dependencies allow.
# Needs gcc, make, flex and bison.  The source tree must be clean; it is not
# written to.  Prints the numbers; exit status 1 when something differs.

set -euo pipefail
dump=$(realpath "$1")
source_dir=$(realpath "$2")
arch=${3:-x86}
random=${4:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
status=0

say() { printf '%s\n' "kconfig_oracle: $*"; }

# NDEBUG: the dump asserts that no string is empty, and `default ""` is.
configure() {  # TARGET [VARIABLE=VALUE]: writes $work/o/.config
  make -s -C "$source_dir" O="$work/o" ARCH="$arch" HOSTCFLAGS=-DNDEBUG "$@" \
    >"$work/make.log" 2>&1 || { cat "$work/make.log" >&2; exit 2; }
}

# The kernel's parser, asked to print what it read.
build_judge() {
  cat >"$work/judge.c" <<'C'
#include <stdio.h>
void conf_parse(const char *name);
void zconfdump(FILE *out);
int main(void) { conf_parse("Kconfig"); zconfdump(stdout); return 0; }
C
  local objects=() name
  for name in confdata expr lexer.lex menu parser.tab preprocess symbol util
  do objects+=("$work/o/scripts/kconfig/$name.o"); done
  gcc -w -o "$work/judge" "$work/judge.c" "${objects[@]}"
}

run_judge() {
  (cd "$work/o" &&
    srctree=$source_dir SRCARCH=$arch ARCH=$arch KERNELVERSION=0 \
    CC=gcc LD=ld AR=ar NM=nm OBJCOPY=objcopy STRIP=strip RUSTC=rustc \
    BINDGEN=bindgen PAHOLE=pahole PYTHON3=python3 HOSTCC=gcc CLANG_FLAGS= \
    CC_VERSION_TEXT="$(gcc --version | head -n 1)" RUSTC_VERSION_TEXT= \
    "$work/judge" 2>"$work/judge.log")
}

# "config X" counts when a type follows: help texts hold such lines, too.
shape_judge() {
  awk '
    /^config / { candidate = $2; next }
    candidate != "" && /^  (bool|tristate|string|integer|hex|\?\?\?)$/ {
      option = candidate; type = $1; help = 0
      if (type == "integer") type = "int"
      if (type == "???") type = "unknown"
      if (!(option in seen)) print "option", option, type
      seen[option] = 1
    }
    { candidate = "" }
    /^choice$/ { option = "" }
    /^  help$/ { help = 1 }
    /^  (select|imply) [^ ]+$/ && !help && option != "" {
      print $1, option, $2
    }'
}

configure allyesconfig
cp "$work/o/.config" "$work/allyes.config"
build_judge
run_judge | shape_judge | sort >"$work/theirs"
"$dump" "$source_dir" "$arch" | sort >"$work/ours"
for kind in option select imply; do
  grep "^$kind " "$work/ours" >"$work/a" || true
  grep "^$kind " "$work/theirs" >"$work/b" || true
  differ=$(comm -3 "$work/a" "$work/b" | wc -l)
  say "$arch $kind: ours $(wc -l <"$work/a"), theirs $(wc -l <"$work/b")," \
      "different $differ"
  [ "$differ" = 0 ] || { status=1; comm -3 "$work/a" "$work/b" | head -n 20; }
done

configs=("$work/allyes.config")
for target in allmodconfig allnoconfig; do
  configure "$target"
  cp "$work/o/.config" "$work/$target"
  configs+=("$work/$target")
done
for ((seed = 1; seed <= random; ++seed)); do
  configure randconfig KCONFIG_SEED=$seed
  cp "$work/o/.config" "$work/random.$seed"
  configs+=("$work/random.$seed")
done
"$dump" "$source_dir" "$arch" --check "${configs[@]}" >"$work/bounds" || status=1
say "$arch values: ${#configs[@]} configurations," \
    "$(wc -l <"$work/bounds") values outside of our bounds"
sort "$work/bounds" | uniq -c | sort -rn | head -n 20
exit $status
