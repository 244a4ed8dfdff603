import { existsSync, readFileSync } from 'node:fs';
import { LIMITS, UNSCORED_ROLES } from '../../src/core/collect/limits';

/** What `{name}` stands for in the texts. */
const VALUES: Readonly<Record<string, string>> = {
  maxSessions: String(LIMITS.maxSessions.default),
  maxPeers: String(LIMITS.maxPeers.default),
  callsTimeout: String(LIMITS.callsTimeout.default),
  maxCallsTimeout: String(LIMITS.callsTimeout.max),
  unscoredRoles: UNSCORED_ROLES,
};

/** Returns a text of `scripts/docs/texts`, with the values of the code; empty if there is none. */
export function textOf(name: string): string {
  const file = `scripts/docs/texts/${name}.md`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.replace(/\{(\w+)\}/g, (whole, value: string) => VALUES[value] ?? whole);
}
