import { Observable, Subject } from 'rxjs';
import { GRACE, RunningQueries } from './runningQueries';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A query that says how often it was started, and whether it is running. */
function query() {
  const state = { started: 0, isRunning: false, answer: new Subject<string>() };
  const start = new Observable<string>((subscriber) => {
    state.started++;
    state.isRunning = true;
    state.answer = new Subject();
    const subscription = state.answer.subscribe(subscriber);
    return () => {
      state.isRunning = false;
      subscription.unsubscribe();
    };
  });
  return { state, start };
}

it('a refresh that cancels a query and starts it again gets the answer of the first run', () => {
  const running = new RunningQueries<string>();
  const { state, start } = query();
  const answers: string[] = [];
  for (let refresh = 0; refresh < 5; refresh++) {
    running
      .join('A', start)
      .subscribe((answer) => answers.push(answer))
      .unsubscribe();
    jest.advanceTimersByTime(GRACE - 1);
  }
  running.join('A', start).subscribe((answer) => answers.push(answer));
  jest.advanceTimersByTime(10 * GRACE);
  state.answer.next('late');
  state.answer.complete();
  expect([answers, state.started]).toEqual([['late'], 1]);

  running.join('A', start).subscribe((answer) => answers.push(answer));
  state.answer.next('new');
  expect([answers, state.started]).toEqual([['late', 'new'], 2]);
});

it('cancels a run that nobody has waited for since a moment', () => {
  const running = new RunningQueries<string>();
  const { state, start } = query();
  running.join('A', start).subscribe().unsubscribe();
  jest.advanceTimersByTime(GRACE - 1);
  expect(state.isRunning).toBe(true);
  jest.advanceTimersByTime(1);
  expect(state.isRunning).toBe(false);
});

it('runs queries with other keys on their own', () => {
  const running = new RunningQueries<string>();
  const { state, start } = query();
  running.join('A', start).subscribe();
  running.join('B', start).subscribe();
  expect(state.started).toBe(2);
});
