/** The elements of a page, or of an error in XML, that say what it is, the best first. */
const HEADINGS = ['title', 'h1', 'h2', 'h3', 'message'];

/** The most UTF-16 units read of a page. */
const MAX_READ = 10_000;

/** Whether a text is a web page, or an error in XML. */
export function isWebPage(text: string): boolean {
  return text.slice(0, MAX_READ).trimStart().startsWith('<');
}

/** Returns the title or first heading of a web page, as of a proxy's error; null if the text is not a page. */
export function headingOf(text: string): string | null {
  if (!isWebPage(text)) {
    return null;
  }
  const page = text.slice(0, MAX_READ);
  for (const name of HEADINGS) {
    const heading = contentOf(page, name);
    if (heading !== '') {
      return heading;
    }
  }
  return null;
}

/** Returns the text of the first element with a name; empty if there is none. */
function contentOf(page: string, name: string): string {
  const start = page.search(new RegExp(`<${name}\\b`, 'i'));
  const element = start < 0 ? '' : page.slice(start);
  const content = element.slice(element.indexOf('>') + 1);
  const end = content.search(new RegExp(`</${name}\\b`, 'i'));
  return content
    .slice(0, end < 0 ? undefined : end)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|[a-z]{2,6});/gi, decodeEntity)
    .split(/\s/)
    .filter(Boolean)
    .join(' ');
}

function decodeEntity(entity: string, decimal?: string, hex?: string): string {
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES[entity.toLowerCase()] ?? entity);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
  '&ndash;': '\u2013',
  '&mdash;': '\u2014',
};
