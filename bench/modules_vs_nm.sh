#!/usr/bin/env bash
# CPU time and peak memory of reading the symbols of many modules: ours against
# nm and llvm-nm over the same files, all in one run; the best of N each.
#
#   bench/modules_vs_nm.sh build/bench/bench/objects_bench MODULES [N]
#
# MODULES is a directory with *.ko somewhere below, or a file that lists objects,
# one a line.  `unpack_modules` of tests/kernel/kernels.sh makes such a directory
# of Debian's kernel: ~/.cache/kplace/debian-modules.
set -euo pipefail
bench=$(realpath "${1:?path of objects_bench}")
input=$(realpath "${2:?a directory of modules, or a list of objects}")
runs=${3:-5}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
if [ -d "$input" ]; then
  cd "$input"
  find . -name '*.ko' | sort >"$list"
else
  cp "$input" "$list"
fi

# measured COMMAND…: CPU, user and system seconds, peak megabytes of the largest
# process.  xargs says 123 when some objects were not to nm's taste.
measured() {
  python3 - "$@" <<'EOF'
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL).returncode
if status not in (0, 123):
    sys.exit("%s: exit status %d" % (sys.argv[1], status))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.3f %.3f %.3f %d" % (used.ru_utime + used.ru_stime, used.ru_utime,
                             used.ru_stime, used.ru_maxrss // 1024))
EOF
}

# compare LABEL COMMAND…
compare() {
  local label=$1 i; shift
  for ((i = 0; i < runs; i++)); do measured "$@"; done | sort -n | sed -n 1p |
    while read -r cpu user system peak; do
      printf '%-30s %6s s CPU  (user %s, system %s)  peak %4s MB\n' \
        "$label" "$cpu" "$user" "$system" "$peak"
    done
}

echo "$(wc -l <"$list") objects of $(xargs -d '\n' -a "$list" cat | wc -c) bytes," \
     "best of $runs, load average $(cut -d' ' -f1 /proc/loadavg)"
compare "objects_bench"                "$bench" "$list"
compare "objects_bench, 2 threads"     "$bench" "$list" 2
compare "objects_bench, all held open" "$bench" "$list" hold
compare "objects_bench, references"    "$bench" "$list" references
for nm in llvm-nm-19 nm; do
  command -v "$nm" >/dev/null || { echo "$nm: not installed"; continue; }
  compare "$nm"               xargs -d '\n' -a "$list" "$nm"
  compare "$nm --extern-only" xargs -d '\n' -a "$list" "$nm" --extern-only
done
