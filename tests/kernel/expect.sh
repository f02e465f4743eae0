# Comparing what kplace says with what the judge says.  Sourced by the suites.

failures=0

# expect_equal WHAT EXPECTED ACTUAL: texts of lines; prints the difference.
expect_equal() {
  if [ "$2" = "$3" ]; then
    printf 'ok    %s\n' "$1"
  else
    printf 'WRONG %s\n' "$1"
    diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") |
      sed -n 's/^</  expected:/p; s/^>/  kplace:  /p' | head -n 20 || true
    failures=$((failures + 1))
  fi
}

finish() {
  [ "$failures" = 0 ] || { echo "$failures disagreements"; exit 1; }
  echo "all agree"
}

# run_kplace ARGS…: output to $output, exit status to $status.
run_kplace() {
  status=0
  output=$("$kplace" "$@") || status=$?
}

# query FILTER: a jq filter on the JSON in $output, one plain line a result.
query() { jq -r "$1" <<<"$output"; }
