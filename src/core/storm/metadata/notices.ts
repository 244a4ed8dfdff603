import type { Failure } from '../../failure/failure';
import { joinList } from '../../failure/text';
import type { Notices } from '../../frames/notices';
import type { Outcome } from '../../protocol';
import { addReadNotices } from '../readColumns';
import { METADATA_COLUMNS } from './columns';
import type { Metadata } from './metadata';

/** The metadata of a substream, or why it is missing. */
export interface MetadataResult {
  /** The substream: `app/stream/substream`. */
  readonly name: string;
  readonly metadata: Outcome<Metadata>;
}

/** Adds notices about metadata that is null, with the reason. */
export function addMetadataNotices(results: readonly MetadataResult[], notices: Notices): void {
  for (const { name, metadata } of results) {
    if (metadata.ok) {
      addReadNotices(metadata.value, METADATA_COLUMNS, `the metadata of ${name}`, notices);
    }
  }
  for (const { failure, names } of groupFailures(results)) {
    notices.add('info', `Codec and resolution of ${joinList(names)} are missing: ${failure.message}`);
  }
}

/**
 * Groups failures by status: if a permission is missing, it is missing for all substreams, and one notice is enough.
 */
function groupFailures(
  results: readonly MetadataResult[]
): Iterable<{ readonly failure: Failure; readonly names: readonly string[] }> {
  const byStatus = new Map<number, { readonly failure: Failure; readonly names: string[] }>();
  for (const { name, metadata } of results) {
    if (!metadata.ok) {
      const { failure } = metadata;
      const group = byStatus.get(failure.status) ?? { failure, names: [] };
      group.names.push(name);
      byStatus.set(failure.status, group);
    }
  }
  return byStatus.values();
}
