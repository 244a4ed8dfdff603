import { UNSCORED_ROLES } from '../../collect/limits';
import { failure } from '../../failure/failure';
import { quote } from '../../failure/text';
import type { Context, Outcome } from '../../protocol';

/**
 * Returns a function that tells whether peers of a role are never scored. The setting has names of roles with commas
 * between them; `*` stands for any characters, and case does not matter. Fails with `user` if it is not text.
 */
export function unscoredRolesOf({ unscoredRoles }: Context): Outcome<(role: string | null) => boolean> {
  const saved = unscoredRoles ?? UNSCORED_ROLES;
  if (typeof saved !== 'string') {
    const finding = `unscoredRoles in the data source settings is ${quote(saved)}.`;
    return { ok: false, failure: failure('user', 400, finding, 'Write names of roles with commas between them.') };
  }
  const patterns = saved
    .split(',')
    .map((pattern) => pattern.trim().toLowerCase())
    .filter(Boolean);
  return {
    ok: true,
    value: (role) => role !== null && patterns.some((pattern) => isLike(role.toLowerCase(), pattern)),
  };
}

/** Whether a text matches a pattern in which `*` stands for any characters. Takes linear time for each part. */
function isLike(text: string, pattern: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) {
    return text === first;
  }
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
