#!/usr/bin/env bash
# `kplace make` beside plain `make` on a fixture tree: the same objects, output and exit
# status, the jobserver of a make around it, and nothing left behind by a Ctrl-C.
#
#   make_test.sh KPLACE
set -euo pipefail
kplace=$(realpath "${1:?path of kplace}")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../kernel/expect.sh"
. "$here/../testing/fixture_files.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL

# both CASE ARGUMENT…: make in $work/plain/tree, kplace make in $work/ours/tree; what they
# say, their status and what they make.
both() {
  local fixture=$1; shift
  rm -rf "$work/plain" "$work/ours"
  lay_fixture "$fixture" "$work/plain/tree"
  lay_fixture "$fixture" "$work/ours/tree"
  (cd "$work/plain/tree" && { status=0; make "$@" >../out 2>../err || status=$?
                              echo $status >../status; })
  (cd "$work/ours/tree" && { status=0; "$kplace" make -- "$@" >../out 2>../err ||
                               status=$?; echo $status >../status; })
  for side in plain ours; do
    sed -i "s|$work/$side|HERE|g" "$work/$side/out" "$work/$side/err"
    (cd "$work/$side/tree" && find . -type f ! -name '.config*' -exec cksum {} + |
       sort -k3) >"$work/$side/made"
  done
  expect_equal "$fixture, make $*: the exit status" "$(cat "$work/plain/status")" \
    "$(cat "$work/ours/status")"
  expect_equal "and what is made" "$(cat "$work/plain/made")" "$(cat "$work/ours/made")"
}
# What kplace has written behind make's words.
more() { diff <(sort "$work/plain/$1") <(sort "$work/ours/$1") | sed -n 's/^> //p'; }
less() { diff <(sort "$work/plain/$1") <(sort "$work/ours/$1") | sed -n 's/^< //p'; }

both iova_bitmap -k
expect_equal "nothing of make's is missing" "" "$(less out)$(less err)"
expect_equal "and nothing more on stdout" "" "$(more out)"
expect_equal "a link that failed is explained" \
  "error[KP0001]: built-in code calls into a module: iova_bitmap_alloc (and 2 more)" \
  "$(grep -m 1 KP0001 "$work/ours/err")"
expect_equal "behind what ld says" "make, kplace" "$(
  grep -nE 'undefined reference|^make|KP0001' "$work/ours/err" | tail -n 2 |
    sed -E 's/.*KP0001.*/kplace/; s/^[0-9]+:make.*/make/' | paste -sd, | sed 's/,/, /')"

both rewrites
expect_equal "a good build has one line more" "  KPLACE  vmlinux" "$(more out)"
expect_equal "and nothing else" "" "$(less out)$(less err)$(more err)"
both rewrites -s
expect_equal "with -s none" "" "$(more out)$(more err)"
both rewrites -n
expect_equal "with -n none" "" "$(more out)$(more err)"
both rewrites no_such_goal
expect_equal "a goal that is not there is make's affair" "" "$(more out)$(more err)"

# Elsewhere, with an output directory.
lay_fixture rewrites "$work/elsewhere"
expect_equal "-C" "  KPLACE  vmlinux" \
  "$("$kplace" make -C "$work/elsewhere" 2>/dev/null | tail -n 1)"
expect_equal "options in any order" "  KPLACE  vmlinux" \
  "$("$kplace" make -j2 vmlinux -C "$work" --directory elsewhere | grep KPLACE)"
expect_equal "--help is ours" "Usage: kplace make [OPTIONS] [arguments]" \
  "$("$kplace" make --help | grep Usage)"
expect_equal "behind -- it is make's" "Usage: make [options] [target] ..." \
  "$("$kplace" make -- --help | head -n 1)"

# In a recipe: the jobserver is there, and -j is not asked for again.
cat >"$work/outer" <<MAKE
all: a b
a b: ; +@$kplace make -f $work/inner \$@
MAKE
cat >"$work/inner" <<'MAKE'
a b: ; @sleep 0.5; echo $(filter -j% --jobserver%,$(MAKEFLAGS)) | cut -c1-10
MAKE
expect_equal "a jobserver around it is used" "$(make -j2 -f "$work/outer" 2>&1 |
  sed "s/.*/same/" | sort -u)" same
expect_equal "no warning of make" "" "$(make -j2 -f "$work/outer" 2>&1 | grep -i warning)"

# Ctrl-C: as from a terminal, to the whole group.
cat >"$work/slow" <<'MAKE'
all: ; @touch started; sleep 100
MAKE
for way in make "$kplace make --"; do
  rm -f "$work/started"
  (cd "$work" && exec setsid -w bash -c "$way -f slow; echo \$?" >status 2>/dev/null) &
  for ((i = 0; i < 100; i++)); do [ ! -e "$work/started" ] || break; sleep 0.1; done
  group=$(pgrep -f -x "make -f slow" | head -n 1)
  group=$(ps -o pgid= -p "$group" | tr -d ' ')
  kill -INT -- "-$group"
  wait $! || true
  expect_equal "$(basename "${way%% *}") after a Ctrl-C leaves" "" "$(pgrep -g "$group")"
done
finish
