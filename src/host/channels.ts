import { isLiveChannelMessageEvent, isLiveChannelStatusEvent, LiveChannelScope } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { EMPTY, mergeMap, of, type Observable } from 'rxjs';
import type { LiveChannel } from '../core';
import { bounded } from '../core/failure/text';
import type { Follow } from './follow';

/** Follows channels of a data source over Grafana Live. Never errors: that a channel brings nothing is what it brings, as a poll that failed. */
export function overLive(uid: string, live: Pick<GrafanaLiveSrv, 'getStream'>): Follow {
  // Grafana 12.3 knows the data source's place in an address by its older name alone.
  const place = { stream: uid, namespace: uid };
  return ({ path, data }: LiveChannel): Observable<unknown> =>
    live.getStream<unknown>({ scope: LiveChannelScope.DataSource, path, data, ...place }).pipe(
      mergeMap((event): Observable<unknown> => {
        if (isLiveChannelMessageEvent(event)) {
          return of(event.message);
        }
        if (!isLiveChannelStatusEvent(event)) {
          return EMPTY;
        }
        if (event.error !== undefined) {
          const why = typeof event.error === 'string' ? bounded(event.error) : 'it does not say why';
          return of({ points: [], failure: `Grafana Live brings no new points: ${why}.` });
        }
        return event.message === undefined ? EMPTY : of(event.message);
      })
    );
}
