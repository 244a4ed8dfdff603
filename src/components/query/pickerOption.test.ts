import { selectedFirst } from './pickerOption';

test('selected options come first, described as they are listed', () => {
  const variable = { value: '$b', label: '$b', description: 'Dashboard variable' };
  const listed = [{ value: 'a', label: 'a' }, variable];
  expect(selectedFirst(['$b', 'typed'], listed)).toEqual([variable, { value: 'typed', label: 'typed' }, listed[0]]);
});
