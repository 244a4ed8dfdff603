import { isLiveChannelMessageEvent, isLiveChannelStatusEvent, LiveChannelScope } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { EMPTY, mergeMap, of, type Observable } from 'rxjs';
import type { LiveChannel } from '../core';
import type { Follow } from './follow';

/** Follows channels of a data source over Grafana Live. Never errors: that a channel brings nothing is what it brings, as a poll that failed. */
export function overLive(uid: string, live: Pick<GrafanaLiveSrv, 'getStream'>): Follow {
  return ({ path, data }: LiveChannel): Observable<unknown> =>
    // Grafana before 12.4 knows the data source's place under its older name alone.
    live.getStream<unknown>({ scope: LiveChannelScope.DataSource, stream: uid, namespace: uid, path, data }).pipe(
      mergeMap((event): Observable<unknown> => {
        if (isLiveChannelMessageEvent(event)) {
          return of(event.message);
        }
        if (!isLiveChannelStatusEvent(event)) {
          return EMPTY;
        }
        if (event.error !== undefined) {
          return of({ points: [], failure: `Grafana Live brings no new points: ${String(event.error)}.` });
        }
        return event.message === undefined ? EMPTY : of(event.message);
      })
    );
}
