import { useId, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, CollapsableSection, FieldValidationMessage, useStyles2 } from '@grafana/ui';
import { truncate } from '../../core';
import { asObject } from '../../core/json';
import { THRESHOLD_NAMES } from '../../core/measurements/thresholds';
import { problemsWith } from '../../core/score/readThresholds';
import { t } from '../../i18n';
import { withOptions, type Settings } from './settings';
import { ThresholdRow } from './ThresholdRow';
import { thresholdError, unknownNames, withThreshold } from './thresholds';

interface Props {
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
}

/** The thresholds of the score: a row for each metric. */
export function ThresholdFields({ settings, save }: Props) {
  const styles = useStyles2(getStyles);
  const { readOnly, jsonData } = settings;
  const { thresholds } = jsonData;
  const [wasSet] = useState(thresholds !== undefined);
  const [goodId, badId] = [useId(), useId()];
  const table = useRef<HTMLTableElement>(null);
  const saveThresholds = (changed: unknown) => save(withOptions(settings, { thresholds: changed }));
  const wholeError = problemsWith(thresholds);
  /** What has no row, with its error and what is left without it. */
  const unreadable = [
    ...(wholeError === null ? [] : [{ name: 'thresholds', error: `${wholeError}.`, rest: undefined }]),
    ...unknownNames(thresholds).map((name) => ({
      name,
      error: thresholdError(name, asObject(thresholds)[name]),
      rest: withThreshold(thresholds, name, undefined),
    })),
  ];
  return (
    <CollapsableSection
      label={t('Thresholds of the score')}
      isOpen={wasSet}
      unmountContentWhenClosed={false}
      contentClassName={styles.content}
    >
      <p className={styles.about}>
        {t('They decide what an incident is, and move the score. Empty fields use the default shown.')}
      </p>
      <table ref={table} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Metric')}</th>
            <th scope="col" id={goodId}>
              {t('Good')}
            </th>
            <th scope="col" id={badId}>
              {t('Bad')}
            </th>
            <th scope="col">{t('Unit')}</th>
          </tr>
        </thead>
        {THRESHOLD_NAMES.map((name) => (
          <ThresholdRow
            key={name}
            name={name}
            goodId={goodId}
            badId={badId}
            saved={asObject(thresholds)[name]}
            isReadOnly={readOnly}
            onChange={(threshold) => saveThresholds(withThreshold(thresholds, name, threshold))}
          />
        ))}
      </table>
      {unreadable.map(({ name, error, rest }) => (
        <div key={name} className={styles.unreadable}>
          <FieldValidationMessage>{error}</FieldValidationMessage>
          {!readOnly && (
            <Button
              variant="secondary"
              size="sm"
              onClick={() => {
                saveThresholds(rest);
                table.current?.querySelector('input')?.focus();
              }}
            >
              {t('Remove {{name}}', { name: truncate(name, 60) })}
            </Button>
          )}
        </div>
      ))}
    </CollapsableSection>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({ overflowX: 'auto' }),
  about: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  table: css({
    'th, td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', verticalAlign: 'middle' },
    'thead th': { ...theme.typography.bodySmall, color: theme.colors.text.secondary },
  }),
  unreadable: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
