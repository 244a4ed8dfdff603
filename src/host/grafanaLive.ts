import { isLiveChannelMessageEvent, isLiveChannelStatusEvent, LiveChannelScope } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { mergeMap, type Observable } from 'rxjs';
import { bounded } from '../core';
import type { Subscribe } from './liveQuery';

/** Subscribes to channels of a data source over Grafana Live. It never errors: a broken channel brings a failure, as a failed poll does. */
export function grafanaLive(uid: string, live: Pick<GrafanaLiveSrv, 'getStream'>): Subscribe {
  // Grafana 12.3 knows the data source in an address only by the older name `namespace`.
  const address = { scope: LiveChannelScope.DataSource, stream: uid, namespace: uid };
  return ({ path, data }): Observable<unknown> =>
    live.getStream<unknown>({ ...address, path, data }).pipe(
      mergeMap((event): readonly unknown[] => {
        if (isLiveChannelMessageEvent(event)) {
          return [event.message];
        }
        if (!isLiveChannelStatusEvent(event)) {
          return [];
        }
        if (event.error !== undefined) {
          const reason = typeof event.error === 'string' ? bounded(event.error) : 'it gave no reason';
          return [{ points: [], failure: `Grafana Live sends no new points: ${reason}.` }];
        }
        return event.message === undefined ? [] : [event.message];
      })
    );
}
