import type { PanelData } from '@grafana/data';
import { Box, Button, Text } from '@grafana/ui';
import { showCall, spanOutside } from '../../callSpan';
import { t } from '../../i18n';
import { formatPeriod } from '../../optionSource';
import { savedText } from '../../savedValues';
import type { PeerlensQuery } from '../../types';

interface Props {
  readonly query: PeerlensQuery;
  /** What the panel or Explore shows. */
  readonly data: PanelData | undefined;
}

/** Says when the query's call was, if that is outside the range, and offers to go there. */
export function CallTime({ query, data }: Props) {
  const frame = data?.series.find(({ refId }) => refId === query.refId);
  const span = data && frame ? spanOutside(frame, data.timeRange) : null;
  return (
    span && (
      <Box paddingX={1}>
        <Text variant="bodySmall" color="secondary">
          {t('This call was on {{period}}.', {
            period: formatPeriod({ start: span.from, end: span.to }, data?.request?.timezone),
          })}
        </Text>{' '}
        <Button fill="text" size="sm" onClick={() => showCall(span, savedText(query.sessionId))}>
          {t('Show it')}
        </Button>
      </Box>
    )
  );
}
