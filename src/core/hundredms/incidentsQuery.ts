import type { HundredmsRequests } from './requests';
import { columnsOver, type Column } from '../frames/frame';
import { Notices } from '../frames/notices';
import { tableOf } from '../frames/table';
import type { Context, QueryResult } from '../protocol';
import type { IncidentsQuery } from '../query/types/incidents';
import { incidentsOf, type Incident } from '../score/incidents';
import { SCORE_METRICS, describe } from '../score/metrics';
import { incidentWords } from '../score/reasons';
import type { ScoredUnit } from '../score/scorePeer';
import { allTracks } from './peerSelection';
import { scoreTracks, type ScoredTracks } from './scoreTracks';
import { fetchPeers } from './selectTracks';
import { compareSides, senderOf } from './tracksQuery';
import type { SelectedTrack } from './selectedTrack';

interface Row {
  readonly track: SelectedTrack;
  /** The peer and kind: `Asha publisher video`. */
  readonly name: string;
  /** When the session began, milliseconds since the epoch. */
  readonly start: number;
  readonly unit: ScoredUnit;
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
    const rows = rowsOf(tracks.value)
      .filter(
        ({ incident }) => query.metrics.length === 0 || query.metrics.includes(SCORE_METRICS[incident.name].metric)
      )
      .sort((one, other) => one.incident.from - other.incident.from || compareSides(one.unit.track, other.unit.track));
    const parts = {
      failures: fetched.failed.map(({ failure }) => failure),
      read: fetched.peers.length,
      warnings: fetched.warnings,
    };
    return tableOf(query.refId, parts, rows, columnsOf, 'No metric was bad within the range.', notices);
  };
}

/** Returns the incidents of all tracks. Those of a camera are of all its layers, and come once. */
function rowsOf({ tracks, names, units, thresholds, starts }: ScoredTracks): readonly Row[] {
  const seen = new Set<ScoredUnit>();
  return tracks.flatMap((track, i) => {
    const unit = units.get(track.series);
    if (unit === undefined || seen.has(unit)) {
      return [];
    }
    seen.add(unit);
    const start = starts.get(track.target.session_id) ?? 0;
    return incidentsOf(unit.windows, thresholds).map((incident) => ({
      track,
      name: names[i] ?? '',
      start,
      unit,
      incident,
    }));
  });
}

/** The names are those that Grafana reads from annotations. */
function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('time', 'time', ({ incident }) => incident.from),
    columnOf('timeEnd', 'nullableTime', ({ incident }) => incident.to),
    columnOf('title', 'text', ({ incident }) => describe(incident.name, incident.worst)),
    columnOf('peer', 'text', ({ track }) => track.peer),
    columnOf('from', 'text', ({ track }) => senderOf(track)),
    ...(['side', 'kind', 'rid'] as const).map((name) => columnOf(name, 'text', ({ unit }) => unit.track[name])),
    columnOf('metric', 'text', ({ incident }) => SCORE_METRICS[incident.name].metric),
    columnOf('worst', 'number', ({ incident }) => incident.worst, { description: 'The measure at its worst' }),
    columnOf('text', 'text', ({ name, start, incident }) => `${name}: ${incidentWords(incident, start)}`),
    columnOf('tags', 'text', ({ unit: { track }, incident }) =>
      [track.side, track.kind, SCORE_METRICS[incident.name].metric, track.track_id ?? []]
        .flat()
        .map((tag) => tag.replaceAll(',', ' '))
        .join(',')
    ),
    columnOf('peer_id', 'text', ({ track }) => track.target.peer_id),
    columnOf('track_id', 'text', ({ unit }) => unit.track.track_id),
  ];
}
