import { readableName } from './readableName';

it.each([
  ['packet_loss_percent', 'packet loss'],
  ['keyFrameInterval', 'key frame interval'],
  ['session_id', 'session ID'],
  ['audioCodecID', 'audio codec ID'],
  ['p95', 'p95'],
  ['client.join.failed', 'client.join.failed'],
  ['$metric', '$metric'],
  ['toString', 'to string'],
  ['id', 'ID'],
])('%s reads %s', (name, readable) => {
  expect(readableName(name)).toBe(readable);
});
