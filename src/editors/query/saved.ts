/** A saved field that holds one text. A hand-written query may have a list there, which is shown as it would be read. */
export function textOf(saved: unknown): string {
  return textsOf(saved).join(', ');
}

/** A saved field that holds several texts, each once. A hand-written query may have a single text there. */
export function textsOf(saved: unknown): readonly string[] {
  const found: readonly unknown[] = Array.isArray(saved) ? saved : [saved];
  const texts = found.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}
