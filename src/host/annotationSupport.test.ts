import { createDataFrame, getFieldDisplayName } from '@grafana/data';
import type { PeerlensQuery } from '../types';
import { annotationSupport, withEscapedTexts } from './annotationSupport';

it('maps the columns of recordings, and those of no other type', () => {
  const { prepareAnnotation } = annotationSupport('100ms', undefined);
  const annotation = { name: 'Calls', enable: true, iconColor: 'red' };
  const prepared = (queryType: string, mappings = {}) =>
    prepareAnnotation?.({ ...annotation, mappings, target: { refId: 'A', queryType } satisfies PeerlensQuery })
      .mappings;
  const own = { tags: { value: 'status' } };
  const ofRecordings = prepared('recordings', own);
  expect(ofRecordings).toMatchObject({ time: { value: 'start' }, ...own });
  expect(prepared('events', { ...ofRecordings, tags: { value: 'type' } })).toEqual({ tags: { value: 'type' } });
});

it('gives columns back their names in code, by which Grafana finds them', () => {
  const frame = createDataFrame({
    fields: [{ name: 'timeEnd', values: [1], config: { displayNameFromDS: 'until' } }],
  });
  const escaped = withEscapedTexts(frame);
  expect(escaped.fields.map((field) => getFieldDisplayName(field, escaped))).toEqual(['timeEnd']);
});
