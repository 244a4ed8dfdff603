import type { Requests } from '../requestCollector';
import { columnsOver, frame, type Frame, type FrameMeta } from '../frames/frame';
import { Notices, withNotices } from '../frames/notices';
import { definedTexts } from '../json';
import type { Context, QueryResult } from '../protocol';
import type { LayersQuery } from '../query/types/layers';
import { MAX_LAYERS } from '../score/mergeLayers';
import { allTracks } from './peerSelection';
import { displayNames } from './displayNames';
import { fetchPeers, selectTracks } from './selectTracks';
import { failureOfPeers, type FetchedPeers, type SelectedTrack } from './selectedTrack';
import { layerTimeline, type Layer } from './layerTimeline';
import { groupLayers } from './layerTimes';
import type { TimeRange } from './timeRange';
import { withSpan } from './withSpan';

const STATE_META: FrameMeta = { typeVersion: [0, 0] };

/**
 * Requests a session's peers, and returns a function that builds frames of the layers that each published simulcast
 * track sent. They fail with the first failure if every peer failed.
 */
export function collectLayers(query: LayersQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchPeers(allTracks(query), context, requests);
  return () => layerFrames(query, context, fetched);
}

function layerFrames(query: LayersQuery, context: Context, fetched: FetchedPeers): QueryResult {
  const failure = failureOfPeers('table', fetched);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  const { tracks, span } = selectTracks(allTracks(query), context, fetched, notices);
  const tracksWithLayers = simulcastTracks(tracks);
  const groups = tracksWithLayers.map((layers) => layers.slice(0, MAX_LAYERS));
  if (tracksWithLayers.some((layers) => layers.length > MAX_LAYERS)) {
    notices.warn(`A track has more than ${MAX_LAYERS} layers. The rest is left out.`);
  }
  if (groups.length === 0) {
    notices.inform('No peer published simulcast layers within the range.');
  }
  const names = displayNames(
    groups.flatMap(([first]) => (first === undefined ? [] : [{ track: { ...first, layer: '' } }])),
    ''
  );
  const frames = groups.map((layers, i) => stateFrame(query.refId, layers, names[i] ?? '', context.range));
  const all = frames.length === 0 ? [frame(query.refId, STATE_META, [])] : frames;
  return withSpan({ ok: true, value: withNotices(all, notices) }, span);
}

/** Returns the layers of each published track that has any, best first. */
function simulcastTracks(tracks: readonly SelectedTrack[]): ReadonlyArray<readonly SelectedTrack[]> {
  const layers = tracks.filter(({ series: { track } }) => track.side === 'publisher' && track.rid !== null);
  return groupLayers(layers).map((group) => [...group].sort((one, other) => rank(one) - rank(other)));
}

const BEST_FIRST = ['high', 'medium', 'low'];

function rank({ layer }: SelectedTrack): number {
  return BEST_FIRST.indexOf(layer);
}

/**
 * Returns a frame of the layers sent from the start of each window on: `h+m+l`, `none`; null if unknown, and from the
 * end of the last window.
 */
function stateFrame(refId: string, layers: readonly SelectedTrack[], name: string, range: TimeRange): Frame {
  const states = layerTimeline(layers.map(layerOf), range);
  const [first] = layers;
  const labels = definedTexts({ ...first?.target, peer: first?.peer, track_id: first?.series.track.track_id });
  const config = { displayNameFromDS: name === '' ? 'layers' : name };
  const columnOf = columnsOver(states);
  return frame(refId, STATE_META, [
    columnOf('time', 'time', ({ time }) => time),
    columnOf('layers', 'text', ({ state }) => state, config, labels),
  ]);
}

/** Uses the frame rate if there is no bitrate. */
function layerOf({ series: { track, times, values } }: SelectedTrack): Layer {
  const sent = times.map((_, row) => values.bitrate?.[row] ?? values.fps?.[row] ?? null);
  return { rid: track.rid ?? '', times, sent };
}
