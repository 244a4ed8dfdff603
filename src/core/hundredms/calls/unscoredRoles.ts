import { UNSCORED_ROLES } from '../../collect/limits';
import { memoized } from '../../collect/memoized';
import { failure } from '../../failure/failure';
import { quote } from '../../failure/text';
import type { Context, Outcome } from '../../protocol';
import { matchesAlternative, type Alternative } from '../../query/textPattern';

/**
 * Returns a function that tells whether peers of a role are never scored. The setting has names of roles with commas
 * between them; `*` is any characters, and case does not matter. Fails with `user` if it is not text.
 */
export function unscoredRolesOf({ settings }: Pick<Context, 'settings'>): Outcome<(role: string | null) => boolean> {
  const saved = settings.unscoredRoles ?? UNSCORED_ROLES;
  if (typeof saved !== 'string') {
    const finding = `unscoredRoles in the data source settings is ${quote(saved)}.`;
    return { ok: false, failure: failure('user', 400, finding, 'Write names of roles with commas between them.') };
  }
  const patterns = saved
    .split(',')
    .map((pattern) => pattern.trim().toLowerCase())
    .filter(Boolean)
    .map((pattern): Alternative => ({ parts: pattern.split('*'), isFromStart: true, isToEnd: true }));
  return {
    ok: true,
    // A webinar has thousands of peers and few roles, and each step of a query reads them all.
    value: memoized(
      (role) => role !== null && patterns.some((pattern) => matchesAlternative(pattern, role.toLowerCase()))
    ),
  };
}
