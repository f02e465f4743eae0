# Where the fixture trees are and what belongs to a case.  Sourced by the
# scripts that build and judge them.

FIXTURES=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../fixtures/kbuild" && pwd)

# The names of all cases.
fixture_names() {
  local config
  for config in "$FIXTURES"/*/README; do
    config=$(basename "$(dirname "$config")")
    [ "$config" = engine ] || echo "$config"
  done
}

# Is the case one that make cannot build?
fixture_is_error() { [ -e "$FIXTURES/$1/diagnostics" ]; }

# What the case is a variant of; nothing for most.
fixture_base() { cat "$FIXTURES/$1/base" 2>/dev/null || true; }

# Is the case about an external module?
fixture_is_external() { [ -d "$FIXTURES/$1/external" ]; }

# Does the case bring scripts of its own, so that no other kernel's can judge it?
fixture_has_engine() {
  local layer
  for layer in $(fixture_base "$1") "$1"; do
    [ ! -d "$FIXTURES/$layer/tree/scripts" ] || return 0
  done
  return 1
}

# Copies engine, base, tree and .config to a directory, each over the last; an
# external module goes to the directory beside it, OUT.external.
lay_fixture() {
  local name=$1 out=$2 layer
  [ -e "$FIXTURES/$name/README" ] || { echo "no fixture '$name'" >&2; return 2; }
  mkdir -p "$out"
  cp -R "$FIXTURES/engine/." "$out"
  for layer in $(fixture_base "$name") "$name"; do
    [ -d "$FIXTURES/$layer/tree" ] && cp -R "$FIXTURES/$layer/tree/." "$out"
    [ -e "$FIXTURES/$layer/config" ] && cp "$FIXTURES/$layer/config" "$out/.config"
  done
  [ ! -d "$FIXTURES/$name/external" ] ||
    cp -R "$FIXTURES/$name/external" "$out.external"
  return 0
}

# Rows on stdin with the path of an external module as placement.tsv has it.
shown_external() { sed "s|\t$(realpath -m "$1")/|\t/external/|g"; }

# Rows on stdin in the order of the tsv format, each once.  a/b/../c.o becomes
# a/c.o: the object is one, whoever asked for it.
normalize_rows() {
  awk -F'\t' -v OFS='\t' '{
    for (i = 2; i <= 3; i++) {
      while (sub(/[^\/\t]+\/\.\.\//, "", $i));
      gsub(/(^|\/)\.\//, "", $i)
    }
    print
  }' | LC_ALL=C sort -u -t"$(printf '\t')" -k2,2 -k3,3 -k1,1
}
