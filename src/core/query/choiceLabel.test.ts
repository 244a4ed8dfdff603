import { choiceLabel } from './choiceLabel';

it.each([
  ['packet_loss_percent', 'Packet loss'],
  ['keyFrameInterval', 'Key frame interval'],
  ['numeric', 'Numeric'],
  ['p95', 'p95'],
  ['client.join.failed', 'client.join.failed'],
  ['$metric', '$metric'],
  ['toString', 'To string'],
])('%s reads %s', (choice, label) => {
  expect(choiceLabel(choice)).toBe(label);
});
