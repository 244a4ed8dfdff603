import type { BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable, of, throwError } from 'rxjs';
import type { UpstreamRequest } from '../core';
import { ALL_SERVICES } from '../core/all';
import { framed } from './fetchProtocol.fixture';
import { BackendClient, type Replies } from './backendClient';

const request = (name: string): UpstreamRequest => ({
  key: name,
  projection: 'substream',
  route: 'substream',
  params: { app: 'live', streamKey: 'k', substream: name },
});

/** A backend that answers each POST with the given source, and remembers the POSTs. */
function backendOf(answer: (asked: ReadonlyArray<{ params: { substream: string } }>) => Observable<ArrayBuffer>) {
  const posts: BackendSrvRequest[] = [];
  const fetch = <T>(post: BackendSrvRequest): Observable<FetchResponse<T>> => {
    posts.push(post);
    const { requests } = post.data as { requests: Array<{ params: { substream: string } }> };
    return new Observable((subscriber) => {
      const source = answer(requests).subscribe({
        next: (data) => subscriber.next({ data } as unknown as FetchResponse<T>),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
      return () => source.unsubscribe();
    });
  };
  return {
    posts,
    backend: new BackendClient('uid-1', { 'X-Datasource-Uid': 'uid-1' }, () => ({ fetch }), ALL_SERVICES),
  };
}

const answering = (asked: ReadonlyArray<{ params: { substream: string } }>): ArrayBuffer =>
  framed(
    asked.map(({ params }) => ({
      status: 404,
      contentType: 'application/json',
      text: `{"message":"no ${params.substream}"}`,
    }))
  );

const messages = (replies: Replies): readonly string[] =>
  [...replies.values()].map(({ outcome }) => (outcome.ok ? 'ok' : outcome.failure.message));

const later = (asked: Parameters<typeof answering>[0]): Observable<ArrayBuffer> =>
  new Observable((subscriber) => {
    const timer = setTimeout(() => {
      subscriber.next(answering(asked));
      subscriber.complete();
    });
    return () => clearTimeout(timer);
  });

it('asks the one route by name, and gives each request its own outcome', async () => {
  const { posts, backend } = backendOf((asked) => of(answering(asked)));
  const outcomes = await lastValueFrom(backend.fetch([request('a'), request('b')]));
  expect(posts).toHaveLength(1);
  expect(posts[0]).toMatchObject({
    method: 'POST',
    url: '/api/datasources/uid/uid-1/resources/fetch',
    data: { requests: [request('a'), request('b')].map(({ route, params }) => ({ route, params })) },
    headers: { 'X-Datasource-Uid': 'uid-1' },
    showErrorAlert: false,
  });
  expect(messages(outcomes)).toEqual([
    expect.stringContaining('substream live/k/a: no a.'),
    expect.stringContaining('substream live/k/b: no b.'),
  ]);
});

it('shares what is in flight between panels, and asks again afterwards', async () => {
  const { posts, backend } = backendOf(later);
  const panels = Array.from({ length: 10 }, () => lastValueFrom(backend.fetch([request('a')])));
  panels.push(lastValueFrom(backend.fetch([request('a'), request('b')])));
  const outcomes = await Promise.all(panels);
  expect(posts.map((post) => (post.data as { requests: unknown[] }).requests.length)).toEqual([1, 1]);
  expect(outcomes.flatMap(messages)).toHaveLength(12);
  expect(outcomes.map((replies) => replies.get('a')?.cost.shared)).toEqual([0, ...Array.from({ length: 10 }, () => 1)]);
  await lastValueFrom(backend.fetch([request('a')]));
  expect(posts).toHaveLength(3);
});

it('shares a document between requests that read it each in its own way', async () => {
  const { posts, backend } = backendOf(later);
  const health: UpstreamRequest = { ...request('a'), key: 'health of a', columns: ['healthScore'] };
  const outcomes = await Promise.all(
    [[request('a')], [health, request('b')]].map((each) => lastValueFrom(backend.fetch(each)))
  );
  expect(posts.map((post) => (post.data as { requests: unknown[] }).requests.length)).toEqual([1, 1]);
  expect(outcomes.flatMap((replies) => [...replies].map(([key, { cost }]) => [key, cost.shared]))).toEqual([
    ['a', 0],
    ['health of a', 1],
    ['b', 0],
  ]);
});

it('gives a request up when the last panel that waits for it is gone, and not before', () => {
  let cancelled = 0;
  const { posts, backend } = backendOf(() => new Observable(() => () => cancelled++));
  backend.fetch([request('a')]);
  expect(posts).toEqual([]);
  const [first, second] = [backend.fetch([request('a')]).subscribe(), backend.fetch([request('a')]).subscribe()];
  first.unsubscribe();
  expect(cancelled).toBe(0);
  second.unsubscribe();
  expect(cancelled).toBe(1);
  backend
    .fetch([request('a')])
    .subscribe()
    .unsubscribe();
  expect(posts).toHaveLength(2);
});

it('turns a failing route into a failed outcome, and an answer too few likewise', async () => {
  const broken = backendOf(() => throwError(() => ({ status: 502, statusText: 'Bad Gateway', data: {}, config: {} })));
  expect(messages(await lastValueFrom(broken.backend.fetch([request('a')])))).toEqual([
    "Grafana did not reach the Peerlens backend (502 Bad Gateway). Reload the page. If the error stays, look into Grafana's log.",
  ]);
  const refusal = { status: 400, data: new TextEncoder().encode('{"message":"too much"}').buffer, config: {} };
  const refusing = backendOf(() => throwError(() => refusal));
  expect(messages(await lastValueFrom(refusing.backend.fetch([request('a')])))[0]).toContain('(400 too much)');
  const short = backendOf(() => of(answering([])));
  expect(messages(await lastValueFrom(short.backend.fetch([request('a')])))).toEqual([
    'The Peerlens backend sent no answer to a request.',
  ]);
});

it('asks for more than one POST may hold in several', async () => {
  const { posts, backend } = backendOf((asked) => of(answering(asked)));
  const outcomes = await lastValueFrom(backend.fetch(Array.from({ length: 20_100 }, (_, i) => request(`s${i}`))));
  const counts = posts.map((post) => (post.data as { requests: unknown[] }).requests.length);
  expect(counts).toEqual([...Array.from({ length: 50 }, () => 400), 100]);
  expect(messages(outcomes)[20_099]).toContain('no s20099.');
});

it('keeps what it says of a failing route short and on one line', async () => {
  const statusText = `Bad\n${'😀'.repeat(100_000)}\u009f`;
  const broken = backendOf(() => throwError(() => ({ status: 502, statusText, data: {}, config: {} })));
  const [message = ''] = messages(await lastValueFrom(broken.backend.fetch([request('a')])));
  expect(message.length).toBeLessThan(1_000);
  expect(message).toMatch(/^Grafana did not reach the Peerlens backend \(502 Bad 😀+…\)/u);
  expect(message).not.toMatch(/\p{C}/u);
});
