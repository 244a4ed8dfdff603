import type { Asking } from '../asking';
import { failureOfAll } from '../failure/parts';
import { column, frame, type Frame, type FrameMeta } from '../frames/frame';
import { Notices } from '../frames/notices';
import type { Context, QueryResult } from '../protocol';
import type { LayersQuery } from '../query/types/layers';
import { asPeerStats } from './judged';
import { displayNames } from './names';
import { gatherPeers, show, type Gathered, type ShownTrack } from './shown';
import { firstAt } from './span';
import { breakAfter } from './step';

const STATES: FrameMeta = { typeVersion: [0, 0] };

/** Gathers which layers each published simulcast track was sending. The frames fail with the first failure where every peer failed. */
export function prepareLayers(query: LayersQuery, context: Context, asking: Asking): () => QueryResult {
  const gathered = gatherPeers({ ...query, format: 'table' }, context, asking);
  return () => assembleLayers(query, context, gathered);
}

function assembleLayers(query: LayersQuery, context: Context, gathered: Gathered): QueryResult {
  const failure = failureOfAll('table', gathered.failed, gathered.peers.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  const { tracks } = show(asPeerStats(query), context, gathered, notices);
  const groups = simulcastTracks(tracks);
  if (groups.length === 0) {
    notices.add('info', 'No peer published simulcast layers within the range.');
  }
  const merged = notices.merged();
  const names = displayNames(
    groups.flatMap(([first]) => (first === undefined ? [] : [{ track: { ...first, layer: '' } }])),
    ''
  );
  const frames = groups.map((layers, i) => stateFrame(query.refId, layers, names[i] ?? ''));
  const [first = frame(query.refId, STATES, []), ...others] = frames;
  const meta = { ...first.schema.meta, ...(merged === undefined ? {} : { notices: merged }) };
  return { ok: true, value: [{ ...first, schema: { ...first.schema, meta } }, ...others] };
}

/** The layers of each published track that has any, the best first. */
function simulcastTracks(tracks: readonly ShownTrack[]): ReadonlyArray<readonly ShownTrack[]> {
  const groups = new Map<string, ShownTrack[]>();
  for (const track of tracks) {
    const { side, rid, track_id, type } = track.series.track;
    if (side === 'publisher' && rid !== null) {
      const key = JSON.stringify([track.target, track_id, type]);
      groups.set(key, [...(groups.get(key) ?? []), track]);
    }
  }
  return [...groups.values()].map((layers) => layers.sort((one, other) => rank(one) - rank(other)));
}

const BEST_FIRST = ['high', 'medium', 'low'];

function rank({ layer }: ShownTrack): number {
  return BEST_FIRST.indexOf(layer);
}

/** The rids that were sent at each sample's time: `h+m+l`, `none`; null where none of the layers has a sample thereabouts. */
function stateFrame(refId: string, layers: readonly ShownTrack[], name: string): Frame {
  const times = [...new Set(layers.flatMap(({ series, rows }) => series.times.slice(rows.from, rows.to)))].sort(
    (one, other) => one - other
  );
  const states = times.map((time) => {
    const sent = layers.map((layer) => ({ rid: layer.series.track.rid ?? '', isSent: isSentAt(layer, time) }));
    if (sent.every(({ isSent }) => isSent === null)) {
      return null;
    }
    return (
      sent
        .filter(({ isSent }) => isSent === true)
        .map(({ rid }) => rid)
        .join('+') || 'none'
    );
  });
  const [first] = layers;
  const about = first === undefined ? {} : { ...first.target, peer: first.peer, track_id: first.series.track.track_id };
  const labels = Object.fromEntries(
    Object.entries(about).filter((label): label is [string, string] => typeof label[1] === 'string')
  );
  return frame(refId, STATES, [
    column('time', 'time', times),
    column('layers', 'text', states, { labels, config: { displayNameFromDS: name === '' ? 'layers' : name } }),
  ]);
}

/** Whether a layer was sent, by its last sample up to a time; null where that is too long ago, or tells nothing. */
function isSentAt({ series }: ShownTrack, time: number): boolean | null {
  const row = firstAt(series.times, time + 1) - 1;
  const at = series.times[row];
  if (at === undefined || time - at > (breakAfter(series.times) ?? 0)) {
    return null;
  }
  const sent = series.values.bitrate?.[row] ?? series.values.fps?.[row] ?? null;
  return sent === null ? null : sent > 0;
}
