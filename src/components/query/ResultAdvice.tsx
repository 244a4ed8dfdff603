import type { DataFrame, PanelData, TimeRange } from '@grafana/data';
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

/** The longest range in which a live graph can be read soon after it has begun, in milliseconds. */
const MAX_LIVE_RANGE = 30 * 60_000;

/** Offers what shows the result better: another range for the query's call or its live values, or a table. */
export function ResultAdvice({ query, data, panelRange }: Props) {
  if (query.format === 'live') {
    const isLong = panelRange !== undefined && panelRange.to.diff(panelRange.from) > MAX_LIVE_RANGE;
    return isLong ? (
      <Advice
        text={t('Live values are drawn from now on, and small in a range as long as this.')}
        action={t('Last 5 minutes')}
        onClick={() => locationService.partial({ from: 'now-5m', to: 'now' })}
      />
    ) : null;
  }
  const frame = data?.series.find(({ refId }) => refId === query.refId);
  if (panelRange !== undefined && isTable(frame) && (data?.request?.panelPluginId ?? 'timeseries') === 'timeseries') {
    return <Advice text={t('The result is a table: choose the visualization Table.')} />;
  }
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
          : t('A part of this call is outside the range. It was on {{period}}.', { period })
      }
      action={t('Show it')}
      onClick={() => showCall(span, savedText(query.sessionId))}
    />
  );
}

function isTable(frame: DataFrame | undefined): boolean {
  return frame?.meta?.preferredVisualisationType === 'table';
}

interface AdviceProps {
  readonly text: string;
  /** What a button offers. */
  readonly action?: string;
  readonly onClick?: () => void;
}

function Advice({ text, action, onClick }: AdviceProps) {
  return (
    <Box paddingX={1}>
      <Text variant="bodySmall" color="secondary">
        {text}
      </Text>{' '}
      {action !== undefined && (
        <Button fill="text" size="sm" onClick={onClick}>
          {action}
        </Button>
      )}
    </Box>
  );
}
