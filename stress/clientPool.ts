import { setTimeout as wait } from 'node:timers/promises';
import type { Source } from './sources';
import { CONSUMERS, Leak, problemOf, type Consumer } from './consumers';

/** Milliseconds from an answer to a client's next query. */
const PAUSE = 100;

/** Clients that query all sources as all consumers until they are stopped. */
export class ClientPool {
  answers = 0;
  /** How often each error was seen; numbers in it are left out. */
  readonly errors = new Map<string, number>();
  /** Queries that the backend did not answer, as it was not running. */
  unanswered = 0;
  /** Errors that nobody may see. */
  readonly problems = new Set<string>();
  private readonly clients: Array<Promise<void>>;
  /** The clients that have got data since the last call of `allGetData`. */
  private served = new Set<number>();
  private isStopped = false;

  constructor(
    private readonly base: string,
    private readonly sources: readonly Source[],
    private readonly size: number
  ) {
    this.clients = Array.from({ length: size }, (_, i) => this.query(i));
  }

  /** Returns when each client has got data from now on, or false after some milliseconds. */
  async allGetData(within: number): Promise<boolean> {
    this.served = new Set();
    for (const end = Date.now() + within; this.served.size < this.size; await wait(PAUSE)) {
      if (Date.now() > end) {
        this.problems.add(`only ${this.served.size} of ${this.size} clients got data within ${within / 1000} s`);
        return false;
      }
    }
    return true;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.clients);
  }

  private async query(client: number): Promise<void> {
    const consumers = Object.values<Consumer>(CONSUMERS);
    for (let i = client; !this.isStopped; i++) {
      const source = this.sources[Math.floor(i / consumers.length) % this.sources.length];
      const consumer = consumers[i % consumers.length];
      if (source !== undefined && consumer !== undefined) {
        await this.see(client, consumer, source);
      }
      await wait(PAUSE);
    }
  }

  private async see(client: number, consumer: Consumer, source: Source): Promise<void> {
    try {
      const { error } = await consumer(this.base, source);
      this.answers++;
      if (error === undefined) {
        this.served.add(client);
        return;
      }
      const text = error.replace(/\d+/g, 'N');
      this.errors.set(text, (this.errors.get(text) ?? 0) + 1);
      const problem = problemOf(error);
      if (problem !== '') {
        this.problems.add(`${problem}: ${text}`);
      }
    } catch (thrown) {
      // The connection to a killed backend breaks at any point.
      this.unanswered++;
      if (thrown instanceof Leak || (thrown instanceof Error && thrown.name === 'TimeoutError')) {
        this.problems.add(String(thrown));
      }
    }
  }
}
