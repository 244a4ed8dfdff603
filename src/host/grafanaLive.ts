import {
  isLiveChannelMessageEvent,
  isLiveChannelStatusEvent,
  LiveChannelConnectionState,
  LiveChannelScope,
  type LiveChannelEvent,
} from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { concat, connect, filter, ignoreElements, merge, mergeMap, throwError, timeout } from 'rxjs';
import { truncate } from '../core';
import type { Subscribe } from './runQuery';

/**
 * The backend sends something with each poll. After this many milliseconds without, or three intervals, a channel
 * counts as broken.
 */
const MAX_SILENCE = 15_000;

/**
 * Subscribes to channels of a data source over Grafana Live. An error of Live is a failure, as a failed poll is. A
 * channel that ends errors, and so does one that is silent for too long: Grafana says nothing about one that a restart
 * or a sleeping computer broke.
 */
export function grafanaLive(uid: string, live: Pick<GrafanaLiveSrv, 'getStream'>): Subscribe {
  // Grafana 12.3 knows the data source in an address only by the older name `namespace`.
  const address = { scope: LiveChannelScope.DataSource, stream: uid, namespace: uid };
  return ({ path, data }) => {
    const silence = Math.max(MAX_SILENCE, 3 * data.intervalMs);
    return live.getStream<unknown>({ ...address, path, data }).pipe(
      connect((events) =>
        merge(
          concat(
            events.pipe(mergeMap(messagesIn)),
            throwError(() => new Error('The channel ended.'))
          ),
          events.pipe(filter(isAlive), timeout({ each: silence }), ignoreElements())
        )
      )
    );
  };
}

function messagesIn(event: LiveChannelEvent<unknown>): readonly unknown[] {
  if (isLiveChannelMessageEvent(event)) {
    return [event.message];
  }
  if (!isLiveChannelStatusEvent(event)) {
    return [];
  }
  if (event.error !== undefined) {
    const reason = typeof event.error === 'string' ? truncate(event.error) : 'it gave no reason';
    return [{ points: [], failure: `Grafana Live sends no new points: ${reason}.` }];
  }
  return event.message === undefined ? [] : [event.message];
}

function isAlive(event: LiveChannelEvent<unknown>): boolean {
  return isLiveChannelStatusEvent(event)
    ? event.error === undefined && event.state === LiveChannelConnectionState.Connected
    : isLiveChannelMessageEvent(event);
}
