import {
  LiveChannelConnectionState,
  LiveChannelEventType,
  type LiveChannelAddress,
  type LiveChannelEvent,
} from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { Observable, Subject } from 'rxjs';

/** Grafana Live with whatever a test sends. */
export class FakeLive {
  /** Each subscription so far. */
  readonly subscribed: LiveChannelAddress[] = [];
  private readonly open = new Map<string, Subject<LiveChannelEvent<unknown>>>();

  readonly service: Pick<GrafanaLiveSrv, 'getStream'> = {
    getStream: <T>(address: LiveChannelAddress) =>
      new Observable<LiveChannelEvent<T>>((subscriber) => {
        this.subscribed.push(address);
        const channel = new Subject<LiveChannelEvent<unknown>>();
        this.open.set(address.path, channel);
        const sub = (channel as Subject<LiveChannelEvent<T>>).subscribe(subscriber);
        return () => {
          sub.unsubscribe();
          if (this.open.get(address.path) === channel) {
            this.open.delete(address.path);
          }
        };
      }),
  };

  /** The paths that somebody listens to. */
  get followed(): readonly string[] {
    return [...this.open.keys()];
  }

  publish(path: string, message: unknown): void {
    this.open.get(path)?.next({ type: LiveChannelEventType.Message, message });
  }

  /** Ends a channel, as Grafana does on its own. */
  end(path: string): void {
    this.open.get(path)?.complete();
  }

  status(path: string, about: { readonly message?: unknown; readonly error?: string }): void {
    const state = LiveChannelConnectionState.Connected;
    this.open.get(path)?.next({ type: LiveChannelEventType.Status, id: path, timestamp: 0, state, ...about });
  }
}
