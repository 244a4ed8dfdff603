import { groupBy } from '../../collect/groupBy';
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
  const failed = results.flatMap(({ name, metadata }) => (metadata.ok ? [] : [{ name, failure: metadata.failure }]));
  // If a permission is missing, it is missing for all substreams, and one notice is enough.
  groupBy(failed, ({ failure }) => failure.status).forEach((group) => {
    const names = group.map(({ name }) => name);
    notices.add('info', `Codec and resolution of ${joinList(names)} are missing: ${group[0]?.failure.message ?? ''}`);
  });
}
