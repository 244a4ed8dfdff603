import { chosenFirst } from './chosenFirst';

test('what is chosen is offered first, described as where it was offered', () => {
  const offered = [
    { value: 'a', label: 'a' },
    { value: '$b', label: '$b', description: 'Dashboard variable' },
  ];
  expect(chosenFirst(['$b', 'typed'], offered)).toEqual([
    { value: '$b', label: '$b', description: 'Dashboard variable' },
    { value: 'typed', label: 'typed' },
    { value: 'a', label: 'a' },
  ]);
});
