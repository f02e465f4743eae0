# What others wrote to read our formats.  Sourced after kernels.sh.

# Kept between runs, beside the kernels.
judges=$KPLACE_KERNEL_CACHE/judges

install_judges() {
  install_packages python3
  command -v npm >/dev/null || install_packages nodejs npm
  [ ! -e "$judges.done" ] || return 0
  say "installing judges of formats from npm"
  mkdir -p "$judges"
  (cd "$judges"
   npm install --silent --no-audit --no-fund @microsoft/sarif-multitool@5.7.0 ajv@8 \
     mdast-util-from-markdown@2 mdast-util-gfm@3 micromark-extension-gfm@3 >&2)
  # npm may not run the script that would do this.
  chmod +x "$judges"/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  touch "$judges.done"
}

# sarif_errors FILE: the lines of its errors and warnings; it exits with 0 all the same.
# That the schema's address cannot be reached, and that kplace has no home page, is known.
sarif_errors() {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
    "$judges"/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool \
    validate "$1" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' 2>&1 |
    grep -E ': (error|warning) ' | grep -v SARIF2005 || true
}

# markdown_errors FILE…: what a parser of GitHub's Markdown finds in comments that is not
# ours: links, images, mentions, tags, or any text outside of code.
markdown_errors() {
  cp "${BASH_SOURCE[0]%/*}/read_markdown.mjs" "$judges"
  node "$judges/read_markdown.mjs" "$@"
}

# schema_errors SCHEMA FILE [lines]: what ajv says; with "lines" a document each.
schema_errors() {
  NODE_PATH=$judges/node_modules node - "$@" <<'JS'
const [schemaFile, file, lines] = process.argv.slice(2);
const fs = require('fs');
const Ajv = require('ajv');
const ajv = new Ajv({allErrors: true, strict: true});
const check = ajv.compile(JSON.parse(fs.readFileSync(schemaFile)));
const text = fs.readFileSync(file, 'utf8');
const documents = lines ? text.trimEnd().split('\n') : [text];
for (const each of documents) {
  if (!check(JSON.parse(each)))
    for (const error of check.errors)
      console.log(error.instancePath, error.message, JSON.stringify(error.params));
}
JS
}
