/** The most UTF-16 units read of a page. */
const MAX_READ = 10_000;

/** Whether a text is a web page, or an error in XML. */
export function isWebPage(text: string): boolean {
  return text.slice(0, MAX_READ).trimStart().startsWith('<');
}

const HEADING = /<(?:title|h[1-3]|message)\b[^<>]*>\s*([^<\s][^<]*)/i;

/** Returns the title or first heading of a web page, as of a proxy's error; null if the text is not a page. */
export function headingOf(text: string): string | null {
  const heading = isWebPage(text) ? HEADING.exec(text.slice(0, MAX_READ))?.[1] : undefined;
  return heading?.replace(/\s+/g, ' ').trim() ?? null;
}
