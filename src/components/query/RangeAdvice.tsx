import type { PanelData, TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Box, Button, Text } from '@grafana/ui';
import { showCall, spanCutBy, spanOutside } from '../../callSpan';
import { t } from '../../i18n';
import { formatPeriod } from '../../optionSource';
import { savedText } from '../../savedValues';
import type { PeerlensQuery } from '../../types';

interface Props {
  readonly query: PeerlensQuery;
  /** What the panel or Explore shows. */
  readonly data: PanelData | undefined;
  /** The dashboard's range, in the editor of a panel. */
  readonly panelRange: TimeRange | undefined;
}

/** As long as live values are kept, in milliseconds. */
const MAX_LIVE_RANGE = 60 * 60_000;

/** Offers a range that shows the query's call, or its live values, better. */
export function RangeAdvice({ query, data, panelRange }: Props) {
  if (query.format === 'live') {
    const isLong = panelRange !== undefined && panelRange.to.diff(panelRange.from) > MAX_LIVE_RANGE;
    return isLong ? (
      <Advice
        text={t('Live keeps one hour at most, so its graph is narrow in a range as long as this.')}
        action={t('Last 5 minutes')}
        onClick={() => locationService.partial({ from: 'now-5m', to: 'now' })}
      />
    ) : null;
  }
  const frame = data?.series.find(({ refId }) => refId === query.refId);
  const span = data && frame ? spanCutBy(frame, data.timeRange) : null;
  if (!data || !frame || span === null) {
    return null;
  }
  const period = formatPeriod({ start: span.from, end: span.to }, data.request?.timezone);
  return (
    <Advice
      text={
        spanOutside(frame, data.timeRange)
          ? t('This call was on {{period}}.', { period })
          : t('A part of this call is outside the range. The call was on {{period}}.', { period })
      }
      action={t('Show it')}
      onClick={() => showCall(span, savedText(query.sessionId))}
    />
  );
}

interface AdviceProps {
  readonly text: string;
  /** What the button offers. */
  readonly action: string;
  readonly onClick: () => void;
}

function Advice({ text, action, onClick }: AdviceProps) {
  return (
    <Box paddingX={1}>
      <Text variant="bodySmall" color="secondary">
        {text}
      </Text>{' '}
      <Button fill="text" size="sm" onClick={onClick}>
        {action}
      </Button>
    </Box>
  );
}
