import type { Requests } from '../requestCollector';
import { columnsOver, FULL_TIME, NARROW, WIDE, type Column } from '../frames/frame';
import { Notices } from '../frames/notices';
import { readableName } from '../frames/readableName';
import { tableOf } from '../frames/table';
import { METRIC_CELL, SIDE_CELL } from '../measurements/trackMetrics';
import type { TrackIdentity } from '../measurements/track';
import type { Context, QueryResult } from '../protocol';
import type { IncidentsQuery } from '../query/types/incidents';
import { incidentsOf, type Incident } from '../score/incidents';
import { SCORE_METRICS, describeMeasure } from '../score/metrics';
import { describeIncident } from '../score/reasons';
import { allTracks } from './peerSelection';
import { scoreSelectedTracks, type ScoredTracks } from './scoreSelectedTracks';
import { fetchPeers } from './selectTracks';
import { compareSides, PEER_CELL } from './scoreColumns';
import { partialResultOfPeers, senderOf, type SelectedTrack } from './selectedTrack';
import { withSpan } from './withSpan';

/** The incidents of a track, or of all layers of a published camera. */
interface TrackIncidents {
  readonly track: TrackIdentity;
  /** When the session began, milliseconds since the epoch. */
  readonly start: number;
  readonly incidents: readonly Incident[];
}

interface Row {
  readonly target: SelectedTrack['target'];
  readonly peer: string | null;
  /** Who sent a received track. */
  readonly sender: string | null;
  /** The peer and kind: `Asha sent video`. */
  readonly name: string;
  readonly scored: TrackIncidents;
  readonly incident: Incident;
}

/**
 * Requests a session's peers, and returns a function that builds a table of the spans in which a metric of a track was
 * bad. It fails with the first failure if every peer failed.
 */
export function collectIncidents(query: IncidentsQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchPeers(allTracks(query), context, requests);
  return () => {
    const notices = new Notices();
    const tracks = scoreSelectedTracks(query, context, fetched, notices, {
      needsCauses: false,
      read: ({ track, windows }, thresholds, start): TrackIncidents => ({
        track,
        start,
        incidents: incidentsOf(windows, thresholds),
      }),
    });
    if (!tracks.ok) {
      return tracks;
    }
    const rows = rowsOf(tracks.value)
      .filter(
        ({ incident }) => query.metrics.length === 0 || query.metrics.includes(SCORE_METRICS[incident.name].metric)
      )
      .sort(
        (one, other) => one.incident.from - other.incident.from || compareSides(one.scored.track, other.scored.track)
      );
    const result = tableOf(
      query.refId,
      partialResultOfPeers(fetched),
      rows,
      columnsOf,
      'No metric was bad within the range.',
      notices
    );
    return withSpan(result, tracks.value.span);
  };
}

/** Returns the incidents of all tracks. Those of a camera are of all its layers, and come once. */
function rowsOf({ selected, names, bySeries }: ScoredTracks<TrackIncidents>): readonly Row[] {
  const seen = new Set<TrackIncidents>();
  return selected.flatMap((selectedTrack, i) => {
    const { series, target, peer } = selectedTrack;
    const sender = senderOf(selectedTrack);
    const scored = bySeries.get(series)?.value;
    if (scored === undefined || seen.has(scored)) {
      return [];
    }
    seen.add(scored);
    return scored.incidents.map((incident) => ({ target, peer, sender, name: names[i] ?? '', scored, incident }));
  });
}

/** The names are those that Grafana reads from annotations. */
function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('time', 'time', ({ incident }) => incident.from, { custom: FULL_TIME }),
    columnOf('timeEnd', 'nullableTime', ({ incident }) => incident.to),
    columnOf('title', 'text', ({ incident }) => describeMeasure(incident.name, incident.worst)),
    columnOf('text', 'text', ({ name, scored, incident }) => `${name}: ${describeIncident(incident, scored.start)}`, {
      custom: WIDE,
    }),
    columnOf('peer', 'text', ({ peer }) => peer, PEER_CELL),
    columnOf('side', 'text', ({ scored }) => scored.track.side, { ...SIDE_CELL, custom: NARROW }),
    columnOf('kind', 'text', ({ scored }) => scored.track.kind, { custom: NARROW }),
    columnOf('rid', 'text', ({ scored }) => scored.track.rid, { custom: NARROW }),
    columnOf('from', 'text', ({ sender }) => sender, PEER_CELL),
    columnOf('metric', 'text', ({ incident }) => SCORE_METRICS[incident.name].metric, METRIC_CELL),
    columnOf('worst', 'number', ({ incident }) => incident.worst, { description: 'The measure at its worst' }),
    columnOf('tags', 'text', ({ scored: { track }, incident }) =>
      [readableName(track.side), track.kind, readableName(SCORE_METRICS[incident.name].metric), track.track_id ?? []]
        .flat()
        .map((tag) => tag.replaceAll(',', ' '))
        .join(',')
    ),
    columnOf('peer_id', 'text', ({ target }) => target.peer_id),
    columnOf('track_id', 'text', ({ scored }) => scored.track.track_id),
  ];
}
