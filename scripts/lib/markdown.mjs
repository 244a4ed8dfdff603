/** The links and images of a Markdown text that are not to the web, as they are written. */
export function linksOf(text) {
  return [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors of the headings, as GitHub names them. */
export function anchorsOf(text) {
  const anchors = new Set();
  for (const [, heading] of withoutFences(text).matchAll(/^#{1,6} (.*)$/gm)) {
    const name = heading
      .replace(/\]\([^()\s]*\)/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = name;
    for (let again = 1; anchors.has(anchor); again++) {
      anchor = `${name}-${again}`;
    }
    anchors.add(anchor);
  }
  return anchors;
}

/** The names in code that have a capital inside, such as `parseQuery`. */
export function namesOf(text) {
  return [...withoutFences(text).matchAll(/`([A-Za-z]+[a-z][A-Z][A-Za-z]*)`/g)].map(([, name]) => name);
}

function withoutCode(text) {
  return withoutFences(text).replace(/`[^`\n]*`/g, '');
}

function withoutFences(text) {
  return text
    .split(/^ *```.*$/m)
    .filter((_, i) => i % 2 === 0)
    .join('\n');
}
