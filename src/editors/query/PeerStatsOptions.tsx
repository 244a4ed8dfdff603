import { Stack } from '@grafana/ui';
import { QUERY_TYPES } from '../../core';
import type { PeerlensQuery } from '../../host/types';
import { ChoiceField } from './ChoiceField';
import { LABEL_WIDTH, type QueryFieldsProps } from './editorProps';
import { BETWEEN_IDS } from './ids';
import { IdsField } from './IdsField';
import { LegendField } from './LegendField';
import { QueryOptions } from './QueryOptions';
import { textsOf } from './saved';
import { wordFor } from './words';

const FIELDS = QUERY_TYPES.peerStats.fields;

/** The fields of a `peerStats` query that most leave alone. */
export function PeerStatsOptions({ query, idOf, offeredFor, edit, draft, run }: QueryFieldsProps) {
  const shows = shownFor(query.format ?? FIELDS.format.fallback);
  return (
    <QueryOptions set={setOptions(query)}>
      <Stack wrap="wrap" gap={0}>
        <IdsField
          id={idOf('trackIds')}
          field={FIELDS.trackIds}
          labelWidth={LABEL_WIDTH}
          value={textsOf(query.trackIds)}
          offered={offeredFor('trackIds')}
          between={BETWEEN_IDS}
          placeholder="All"
          onChange={(trackIds) => edit({ trackIds })}
        />
        <IdsField
          id={idOf('rids')}
          field={FIELDS.rids}
          labelWidth={LABEL_WIDTH}
          value={textsOf(query.rids)}
          offered={offeredFor('rids')}
          between={BETWEEN_IDS}
          placeholder="All"
          onChange={(rids) => edit({ rids })}
        />
      </Stack>
      <Stack wrap="wrap" gap={0}>
        {shows.align && (
          <ChoiceField
            id={idOf('align')}
            field={FIELDS.align}
            labelWidth={LABEL_WIDTH}
            value={query.align ?? FIELDS.align.fallback}
            onChange={(align) => edit({ align })}
          />
        )}
        {shows.legend && (
          <LegendField
            id={idOf('legend')}
            field={FIELDS.legend}
            labelWidth={LABEL_WIDTH}
            value={query.legend ?? ''}
            onChange={(legend) => draft({ legend })}
            onDone={run}
          />
        )}
      </Stack>
    </QueryOptions>
  );
}

/** Which options take effect in a format: a table has names but no time axis, and a numeric answer has neither. */
function shownFor(format: string) {
  return { align: format === 'timeseries', legend: format !== 'numeric' };
}

/** What of the options is set and takes effect, in the words of the header. */
export function setOptions(query: PeerlensQuery): readonly string[] {
  const shows = shownFor(query.format ?? FIELDS.format.fallback);
  const align = query.align ?? FIELDS.align.fallback;
  const values: ReadonlyArray<readonly [string, string]> = [
    [FIELDS.trackIds.label, countOf(textsOf(query.trackIds))],
    [FIELDS.rids.label, textsOf(query.rids).join(', ')],
    [FIELDS.align.label, shows.align && align !== FIELDS.align.fallback ? wordFor(align) : ''],
    [FIELDS.legend.label, shows.legend ? (query.legend ?? '') : ''],
  ];
  return values.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
}

function countOf(ids: readonly string[]): string {
  return ids.length === 0 ? '' : `${ids.length} named`;
}
