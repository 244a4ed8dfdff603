import { idsTitle, selectedFirst } from './pickerOption';

test('selected options come first, described as they are listed', () => {
  const variable = { value: '$b', label: '$b', description: 'Dashboard variable' };
  const listed = [{ value: 'a', label: 'a' }, variable];
  expect(selectedFirst(['$b', 'typed'], listed)).toEqual([variable, { value: 'typed', label: 'typed' }, listed[0]]);
});

test('the tooltip of selected names has their IDs, and none of IDs that have no name', () => {
  const named = { value: 'b0b0', label: 'Guest (Lima)' };
  expect(idsTitle([named, { value: 'typed', label: 'typed' }])).toBe('Guest (Lima): b0b0');
  expect(idsTitle([{ value: 'typed', label: 'typed' }])).toBeUndefined();
});
