import { truncate, missingFrom, QUERY_TYPES, queryTypeOf, quote, type QueryType, type Service } from '../../core';
import { choiceText, t } from '../../i18n';
import type { PeerlensQuery } from '../../types';
import { savedSelection, unavailableMetrics } from './metrics';

/** The most characters of a status: a query can name any number of metrics. */
const MAX_LENGTH = 900;

/** What a query lacks, which of its metrics do not exist, and what its alert rule needs. Empty if all is well. */
export function statusOf(
  query: PeerlensQuery,
  service: Service,
  types: readonly QueryType[],
  isAlertRule = false
): string {
  const queryType = queryTypeOf(query, service);
  if (queryType === null || !types.includes(queryType)) {
    const name = queryType === null ? quote(query.queryType) : t(QUERY_TYPES[queryType].label);
    return t('This data source does not support {{name}} here. Choose another query.', { name });
  }
  const missing = missingFrom(query, service)
    .map((text) => t(text))
    .join('; ');
  return truncate(
    [
      ...(missing === '' ? [] : [t('Not finished: {{missing}}.', { missing })]),
      ...(queryType === 'peerStats' ? metricRemarks(query) : []),
      // A new rule looks 10 minutes back.
      ...(queryType === 'calls' && isAlertRule
        ? [t('Stats come some time after a call has ended: choose a range of an hour or more under Options.')]
        : []),
    ].join(' '),
    MAX_LENGTH
  );
}

function metricRemarks(query: PeerlensQuery): readonly string[] {
  const selection = savedSelection({ ...query });
  const { metrics } = selection;
  const tooMany = t('Numeric takes exactly one metric, and {{number}} are selected: {{metrics}}.', {
    number: metrics.length,
    metrics: metrics.map(choiceText).join(', '),
  });
  return [
    ...(query.format === 'numeric' && metrics.length > 1 ? [tooMany] : []),
    ...unavailableMetrics(selection).map((name) =>
      t('The selected sides and kinds do not report {{metric}}.', { metric: choiceText(name) })
    ),
  ];
}
