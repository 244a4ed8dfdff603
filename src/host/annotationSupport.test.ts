import { createDataFrame, getFieldDisplayName } from '@grafana/data';
import { withEscapedTexts } from './annotationSupport';

it('gives columns back their names in code, by which Grafana finds them', () => {
  const frame = createDataFrame({
    fields: [{ name: 'timeEnd', values: [1], config: { displayNameFromDS: 'until' } }],
  });
  const escaped = withEscapedTexts(frame);
  expect(escaped.fields.map((field) => getFieldDisplayName(field, escaped))).toEqual(['timeEnd']);
});
