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

/** Gathers the spans in which a metric of a session's tracks was bad. The frame fails with the first failure where every peer failed. */
export function collectIncidents(
  query: IncidentsQuery,
  context: Context,
  requests: HundredmsRequests
): () => QueryResult {
  const gathered = fetchPeers(allTracks(query), context, requests);
  return () => {
    const notices = new Notices();
    const tracks = scoreTracks(query, context, gathered, notices);
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
      failures: gathered.failed.map(({ failure }) => failure),
      read: gathered.peers.length,
      warnings: gathered.warnings,
    };
    return tableOf(query.refId, parts, rows, columnsOf, 'No metric was bad within the range.', notices);
  };
}

/** Named as Grafana reads annotations. */
function columnsOf(rows: readonly Row[]): readonly Column[] {
  const of = columnsOver(rows);
  return [
    of('time', 'time', ({ incident }) => incident.from),
    of('timeEnd', 'nullableTime', ({ incident }) => incident.to),
    of('title', 'text', ({ incident }) => describe(incident.band, incident.worst)),
    of('text', 'text', ({ track, incident }) => `${track.name}: ${incidentWords(incident, track.start)}`),
    of('tags', 'text', ({ track: { series }, incident }) =>
      [series.track.side, series.track.kind, SCORE_METRICS[incident.band].metric, series.track.track_id ?? []]
        .flat()
        .map((tag) => tag.replaceAll(',', ' '))
        .join(',')
    ),
    of('peer_id', 'text', ({ track }) => track.target.peer_id),
    of('peer', 'text', ({ track }) => track.peer),
    ...(['side', 'kind', 'track_id', 'rid'] as const).map((name) =>
      of(name, 'text', ({ track }) => track.series.track[name])
    ),
    of('metric', 'text', ({ incident }) => SCORE_METRICS[incident.band].metric),
    of('worst', 'number', ({ incident }) => incident.worst, { description: 'The measure at its worst' }),
  ];
}
