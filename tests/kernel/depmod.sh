# What depmod says of installed modules, for the tests that have it as their
# judge.  Sourced.
#
# A verdict is a line, sorted, each once:
#
#   missing a.ko f     nothing that depmod was shown gives f to a.ko
#   version a.ko f     a.ko was built with another version of f
#   cycle a -> b -> a  turned so that the least name comes first

# judge_depmod BASE VERSION SYMVERS: runs depmod; its words are in
# $work/depmod.err, its modules.dep in $work/modules.dep.
judge_depmod() {
  depmod -n -e -E "$3" -b "$1" "$2" >"$work/depmod.out" 2>"$work/depmod.err" ||
    true
  grep -E '^[^ ]+\.ko(\.[a-z]+)?:' "$work/depmod.out" >"$work/modules.dep" || true
}

# turned: cycles "a -> b -> a" on stdin, each turned.
turned() {
  awk -F' -> ' '{ n = NF - 1; least = 1
    for (i = 2; i <= n; i++) if ($i < $least) least = i
    line = ""
    for (i = 0; i <= n; i++) line = line (i ? " -> " : "") $((least - 1 + i) % n + 1)
    print line }'
}

# depmod_verdicts: of $work/depmod.err.
depmod_verdicts() {
  {
    sed -nE '
      s|^depmod: WARNING: .*/([^/]*\.ko)(\.[a-z]+)? needs unknown symbol (.*)$|missing \1 \3|p
      s|^depmod: WARNING: .*/([^/]*\.ko)(\.[a-z]+)? disagrees about version of symbol (.*)$|version \1 \3|p
    ' "$work/depmod.err"
    sed -nE 's/^depmod: ERROR: Cycle detected: (.*)$/\1/p' "$work/depmod.err" |
      turned | sed 's/^/cycle /'
  } | LC_ALL=C sort -u
}

# kplace_verdicts: the same of the JSON report in $output.
kplace_verdicts() {
  {
    query 'def base: sub(".*/"; "");
      .findings[] | .symbol as $s | .code as $c
      | if $c == "KP0003" or $c == "KP0006" then
          .references[].unit | "missing \(base) \($s)"
        elif $c == "KP0012" and $s != "" then
          .references[].unit | "version \(base) \($s)"
        else empty end'
    query '.findings[] | select(.code == "KP0010") | .message
           | sub(" \\(.*"; "")' | turned | sed 's/^/cycle /'
  } | LC_ALL=C sort -u
}

# modules_dep_sets: modules.dep on stdin as "module dependency", sorted.
modules_dep_sets() {
  awk '{ sub(":", "", $1); for (i = 2; i <= NF; i++) print $1, $i }' |
    LC_ALL=C sort -u
}
