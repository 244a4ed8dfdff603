import type { HundredmsRequests } from './documents';
import { columnsOver, type Column } from '../frames/frame';
import { Notices } from '../frames/notices';
import { tableOf } from '../frames/table';
import type { Context, QueryResult } from '../protocol';
import type { IncidentsQuery } from '../query/types/incidents';
import type { Incident } from '../score/incidents';
import { SCORE_METRICS, describe } from '../score/metrics';
import { incidentWords } from '../score/reasons';
import { allTracks } from './peerSelection';
import { scoreTracks, type ScoredTrack } from './scoreTracks';
import { fetchPeers } from './selectTracks';

interface Row {
  readonly track: ScoredTrack;
  readonly incident: Incident;
}

/**
 * Requests a session's peers, and returns a function that builds a table of the spans in which a metric of a track was
 * bad. It fails with the first failure if every peer failed.
 */
export function collectIncidents(
  query: IncidentsQuery,
  context: Context,
  requests: HundredmsRequests
): () => QueryResult {
  const fetched = fetchPeers(allTracks(query), context, requests);
  return () => {
    const notices = new Notices();
    const tracks = scoreTracks(query, context, fetched, notices);
    if (!tracks.ok) {
      return tracks;
    }
    const rows = tracks.value
      .flatMap((track) => track.incidents.map((incident): Row => ({ track, incident })))
      .filter(
        ({ incident }) => query.metrics.length === 0 || query.metrics.includes(SCORE_METRICS[incident.band].metric)
      )
      .sort((one, other) => one.incident.from - other.incident.from);
    const parts = {
      failures: fetched.failed.map(({ failure }) => failure),
      read: fetched.peers.length,
      warnings: fetched.warnings,
    };
    return tableOf(query.refId, parts, rows, columnsOf, 'No metric was bad within the range.', notices);
  };
}

/** The names are those that Grafana reads from annotations. */
function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('time', 'time', ({ incident }) => incident.from),
    columnOf('timeEnd', 'nullableTime', ({ incident }) => incident.to),
    columnOf('title', 'text', ({ incident }) => describe(incident.band, incident.worst)),
    columnOf('text', 'text', ({ track, incident }) => `${track.name}: ${incidentWords(incident, track.start)}`),
    columnOf('tags', 'text', ({ track: { series }, incident }) =>
      [series.track.side, series.track.kind, SCORE_METRICS[incident.band].metric, series.track.track_id ?? []]
        .flat()
        .map((tag) => tag.replaceAll(',', ' '))
        .join(',')
    ),
    columnOf('peer_id', 'text', ({ track }) => track.target.peer_id),
    columnOf('peer', 'text', ({ track }) => track.peer),
    ...(['side', 'kind', 'track_id', 'rid'] as const).map((name) =>
      columnOf(name, 'text', ({ track }) => track.series.track[name])
    ),
    columnOf('metric', 'text', ({ incident }) => SCORE_METRICS[incident.band].metric),
    columnOf('worst', 'number', ({ incident }) => incident.worst, { description: 'The measure at its worst' }),
  ];
}
