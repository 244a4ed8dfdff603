import { withDistinctTexts } from './optionSource';

it('tells 150,000 options with one text apart', () => {
  const options = Array.from({ length: 150_000 }, (_, i) => ({ value: `p${i}`, text: 'Ada' }));
  expect(withDistinctTexts(options)[149_999]).toEqual({ value: 'p149999', text: 'Ada · p149999' });
});
