# Least CPU seconds and peak memory of a command.  Sourced by the scripts here.

type -P time >/dev/null || { echo "needs GNU time (apt install time)" >&2; exit 2; }

# measure RUNS LABEL COMMAND…: prints a line; leaves the seconds in $cpu_seconds.
# The memory is that of the run with the least time, and of the largest process.
measure() {
  local runs=$1 label=$2 best= memory= i cpu peak; shift 2
  local figures
  figures=$(mktemp)
  for ((i = 0; i < runs; i++)); do
    command time -o "$figures" -f '%U %S %M' "$@" >/dev/null 2>&1 || true
    read -r cpu peak < <(tail -n 1 "$figures" |
                         awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }')
    if [ -z "$best" ] || awk "BEGIN { exit !($cpu < $best) }"; then
      best=$cpu memory=$peak
    fi
  done
  rm -f "$figures"
  cpu_seconds=$best
  printf '%-44s %9s s CPU %6s MB\n' "$label" "$best" "$memory"
}
