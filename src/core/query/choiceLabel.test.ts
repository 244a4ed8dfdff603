import { choiceLabel } from './choiceLabel';

it.each([
  ['packet_loss_percent', 'Packet loss'],
  ['numeric', 'Numeric'],
  ['p95', 'p95'],
  ['client.join.failed', 'client.join.failed'],
])('%s reads %s', (choice, label) => {
  expect(choiceLabel(choice)).toBe(label);
});
