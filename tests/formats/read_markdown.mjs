// Reads review comments as GitHub does, and says what in them is not ours.
//
//   node read_markdown.mjs FILE…
import fs from 'node:fs';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {gfm} from 'micromark-extension-gfm';
import {gfmFromMarkdown} from 'mdast-util-gfm';

const nodes = new Set(['root', 'paragraph', 'strong', 'table', 'tableRow', 'tableCell',
                       'list', 'listItem', 'text', 'inlineCode', 'html']);
const tags = /^(<!-- kplace:v1 [-a-zA-Z0-9_.\/= …]* -->|<\/?details>|<details><summary><code>[^<>]*<\/code><\/summary>|<\/?code>)$/;
const words = /^(kplace|: \d+ new, \d+ fixed, \d+ known(, \d+ waived)?(; \d+ not known)?, |, Linux |Nothing new\.|To reproduce: |To mend it: |and \d+ more|rule|object|symbols|(error|warning) )$/;

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, 'utf8');
  const tree = fromMarkdown(text, {extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()]});
  const complain = what => console.log(`${file}: ${JSON.stringify(what).slice(0, 200)}`);
  const walk = (node, inCode) => {
    if (!nodes.has(node.type)) complain([node.type, node]);
    if (node.type === 'html') {
      for (const line of node.value.split('\n'))
        if (line.trim() && !tags.test(line.trim())) complain(['html', line]);
    }
    if (node.type === 'text' && !inCode && !words.test(node.value))
      complain(['text', node.value]);
    // Between <code> and </code> text is shown as it is.
    let open = false;
    for (const child of node.children ?? []) {
      if (child.type === 'html' && child.value === '<code>') open = true;
      else if (child.type === 'html' && child.value === '</code>') open = false;
      walk(child, open);
      if (open && !['text', 'html'].includes(child.type)) complain(['in code', child]);
    }
  };
  walk(tree, false);
  if (!text.startsWith('<!-- kplace:v1 key=')) complain('no marker');
}
