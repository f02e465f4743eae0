#!/usr/bin/env bash
# What is installed beside the program: man pages as groff reads them, completions as the
# shells do, a package that lintian takes, and that runs in a root with nothing but itself.
#
#   package_test.sh KPLACE BUILD-DIRECTORY
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
build=$(realpath "${2:?build directory}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../kernel/kernels.sh"
. "$here/../kernel/expect.sh"
install_packages groff zsh fish bash lintian debootstrap dpkg-dev
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reference=$build/reference

pages=0
for page in "$reference"/man/man1/*.gz; do
  pages=$((pages + 1))
  zcat "$page" | groff -Kutf8 -man -ww -Tutf8 -z 2>>"$work/groff" || true
done
expect_equal "groff has nothing to say of $pages man pages" "" "$(cat "$work/groff")"
expect_equal "a page for each command" "" "$(
  for command in $("$kplace" --help | sed -n '/^Subcommands:/,$s/^  \([a-z]*\) .*/\1/p'); do
    [ -e "$reference/man/man1/kplace-$command.1.gz" ] || echo "$command"
  done)"

# complete WORD…: what bash offers for the last word.
complete() {
  bash -c 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kplace
           printf "%s\n" "${COMPREPLY[@]}"' \
    "$reference/bash-completion/completions/kplace" "$@" | sort
}
# options COMMAND…: those that --help has.
options() {
  "$kplace" "$@" --help | grep -oE '(^|,)  *-[-a-zA-Z,]+' | tr -d ' ' | tr , '\n' |
    grep -E '^-' | sort -u
}
expect_equal "bash completes commands" "check" "$(complete kplace che)"
expect_equal "and commands of commands" "why
why-not" "$(complete kplace kconfig wh)"
for command in check scan "kconfig solve"; do
  expect_equal "options of $command are those of --help" "$(options $command)" \
    "$(complete kplace $command - | sort -u)"
done
expect_equal "zsh reads its completion" "" \
  "$(zsh -n "$reference/zsh/vendor-completions/_kplace" 2>&1)"
expect_equal "fish completes" "check" "$(
  fish -c "source $reference/fish/vendor_completions.d/kplace.fish; complete -C 'kplace chec'" |
    cut -f1)"

(cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" \
   -D "CPACK_PACKAGE_CONTACT=A Packager <packager@debian.org>" >"$work/cpack" 2>&1) ||
  cat "$work/cpack"
package=$(echo "$work"/kplace_*.deb)
# Who packages gives an address of their own (KPLACE_MAINTAINER).
expect_equal "lintian" "" "$(lintian --tag-display-limit 0 --allow-root \
  --suppress-tags initial-upload-closes-no-bugs,bogus-mail-host-in-debian-changelog \
  "$package" 2>&1 | grep -E '^[EW]:')"

root=$work/root
debootstrap --variant=minbase bookworm "$root" "${KPLACE_MIRROR:-http://deb.debian.org/debian}" \
  >"$work/debootstrap" 2>&1 || tail "$work/debootstrap"
[ ! -e /etc/apt/apt.conf.d ] || cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
cp "$package" "$root/kplace.deb"
"$here/../testing/build_fixture.sh" iova_bitmap "$root/iova" >/dev/null 2>&1
chroot "$root" apt-get update -qq >"$work/apt" 2>&1 || true
chroot "$root" apt-get install -y -qq --no-install-recommends /kplace.deb >>"$work/apt" 2>&1 ||
  tail "$work/apt"
expect_equal "in a clean root it says what README says" \
  "$("$kplace" check --build "$root/iova" 2>&1)" \
  "$(chroot "$root" kplace check --build /iova 2>&1)"
finish
