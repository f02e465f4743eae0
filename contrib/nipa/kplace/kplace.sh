#!/bin/bash
# A test of netdev's NIPA, for tests/patch/kplace: what this patch breaks that was not
# broken without it. Runs in the kernel tree, after the build tests; the build directory is
# $KPLACE_BUILD, and $KPLACE_BASELINE what `kplace baseline update` has made of the base.
#
# The line for Patchwork goes to the descriptor $DESC_FD; exit status 0 is good, 250 a
# warning, anything else a failure. A word like the first of "warn" or the last of "error"
# in what we say would count as a finding of the build test, so a clean run says nothing.
: "${DESC_FD:=1}" "${RESULTS_DIR:=.}"

result=$(kplace check --build "${KPLACE_BUILD:-.}" --exit-style nipa \
  ${KPLACE_BASELINE:+--baseline "$KPLACE_BASELINE"} \
  -f json="$RESULTS_DIR/kplace.json" -f text="$RESULTS_DIR/kplace.txt" 2>&1)
status=$?
case $status in
  0) echo "no new references that cannot be linked" >&"$DESC_FD" ;;
  1) sed -n 's/^kplace: [^:]*: //p' <<<"$result" | tail -n 1 >&"$DESC_FD"
     cat "$RESULTS_DIR/kplace.txt" ;;
  *) echo "could not be told; see stdout" >&"$DESC_FD"
     echo "$result" ;;
esac
exit $status
