import type { Requests } from '../../requestCollector';
import { matches } from '../../query/filters';
import type { ServerQuery } from '../../query/types/server';
import { STORM_INFO_REQUEST } from '../requests';

/** The server of a query. */
export interface ServerSelection {
  /** None if the filters exclude the server. */
  readonly targets: ReadonlyArray<Readonly<Record<never, never>>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Null if the server info could not be read. */
  readonly name: string | null;
  readonly version: string | null;
  readonly warnings: readonly string[];
}

/** Returns the name and version of the server, and whether it matches the filters. */
export function resolveServer({ filters }: ServerQuery, requests: Requests): ServerSelection {
  const info = requests.outcome(STORM_INFO_REQUEST);
  const { serverName: name, version } = info?.ok ? info.value : { serverName: null, version: null };
  const warnings =
    info === undefined || info.ok ? [] : [`The name and version of the server are missing: ${info.failure.message}`];
  return {
    targets: info !== undefined && matches({ server: name }, filters) ? [{}] : [],
    labels: name === null ? {} : { server: name },
    name,
    version,
    warnings,
  };
}
