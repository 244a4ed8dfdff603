import type { Failure } from '../../failure/failure';
import { listed } from '../../failure/words';
import type { Notices } from '../../frames/notices';
import type { Outcome } from '../../protocol';
import type { Metadata } from './metadata';

/** What the metadata of a substream came to. */
export interface AskedMetadata {
  /** The substream: `app/stream/substream`. */
  readonly name: string;
  readonly metadata: Outcome<Metadata>;
}

/** Says what of the metadata is null, and why. */
export function noteMetadata(asked: readonly AskedMetadata[], notices: Notices): void {
  for (const { name, metadata } of asked) {
    if (metadata.ok && metadata.value.unread.length > 0) {
      const unread = `${listed(metadata.value.unread)} of the metadata of ${name}`;
      notices.add('warning', `Storm sent ${unread} in a form that is not theirs, shown as null.`);
    }
  }
  for (const { failure, names } of failedAlike(asked)) {
    notices.add('info', `Codec and resolution of ${listed(names)} are left out: ${failure.message}`);
  }
}

/** What failed, by status: a right that is missing is missing for all, and is said once. */
function failedAlike(
  asked: readonly AskedMetadata[]
): Iterable<{ readonly failure: Failure; readonly names: readonly string[] }> {
  const byStatus = new Map<number, { readonly failure: Failure; readonly names: string[] }>();
  for (const { name, metadata } of asked) {
    if (!metadata.ok) {
      const { failure } = metadata;
      const alike = byStatus.get(failure.status) ?? { failure, names: [] };
      alike.names.push(name);
      byStatus.set(failure.status, alike);
    }
  }
  return byStatus.values();
}
