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

# Copies engine, base, tree and .config to a directory, each over the last.
lay_fixture() {
  local name=$1 out=$2 layer
  [ -e "$FIXTURES/$name/README" ] || { echo "no fixture '$name'" >&2; return 2; }
  mkdir -p "$out"
  cp -R "$FIXTURES/engine/." "$out"
  for layer in $(fixture_base "$name") "$name"; do
    [ -d "$FIXTURES/$layer/tree" ] && cp -R "$FIXTURES/$layer/tree/." "$out"
    [ -e "$FIXTURES/$layer/config" ] && cp "$FIXTURES/$layer/config" "$out/.config"
  done
  return 0
}

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
