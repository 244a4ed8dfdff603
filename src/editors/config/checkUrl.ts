import type { Service } from '../../core';
import { bounded } from '../../core/failure/text';

const BEGINNINGS = ['http://', 'https://'] as const;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** An IPv6 address with the zone it is valid in, such as [fe80::1%25eth0], which neither browsers nor the backend take. */
const ZONED = /^[a-z]+:\/\/\[[^\]/]*%/i;

/** What is wrong with the address of a service, as a sentence that says what to do; null where nothing is. */
export function checkUrl(url: string, service: Service): string | null {
  const text = url.trim();
  if (service === 'demo' || (text === '' && service === '100ms')) {
    return null;
  }
  if (text === '') {
    return 'Give the address of the Storm server, such as https://storm.example.com.';
  }
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return 'Begin with https:// or http://.';
  }
  if (scheme !== 'https' && scheme !== 'http') {
    return `Begin with https:// or http://, not ${bounded(scheme, 30)}://.`;
  }
  if (ZONED.test(text)) {
    return 'Leave out the zone of the IPv6 address (% and what follows), or use a host name.';
  }
  const parsed = parse(text);
  if (parsed === null) {
    return 'This is not an address. One looks like https://storm.example.com:8080.';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return 'Leave the user and password out: an address can be read by anyone who sees the settings.';
  }
  if (/[?#]/.test(text)) {
    return 'Leave out everything from ? or # on.';
  }
  return null;
}

/** Whether more typing may still make a right address of it, so that it is too early to complain. */
export function isBeginning(url: string): boolean {
  return BEGINNINGS.some((beginning) => beginning.startsWith(url.trim().toLowerCase()));
}

function parse(text: string): URL | null {
  try {
    // URL would mend blanks, not refuse them.
    return /\s/.test(text) ? null : new URL(text);
  } catch {
    return null;
  }
}
