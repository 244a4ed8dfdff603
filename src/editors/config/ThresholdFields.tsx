import { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, CollapsableSection, FieldValidationMessage, useStyles2 } from '@grafana/ui';
import { bounded } from '../../core/failure/text';
import { asObject } from '../../core/json';
import { BAND_NAMES } from '../../core/measurements/thresholds';
import { wrongWithAll } from '../../core/score/readThresholds';
import type { ConfigPartProps } from './props';
import { withOptions } from './settings';
import { ThresholdRow } from './ThresholdRow';
import { unknownNames, withThreshold, wrongWithBand } from './thresholds';

/** Where each measure is good and where it is bad: a row each, over the usual bands. */
export function ThresholdFields({ settings, save }: ConfigPartProps) {
  const styles = useStyles2(getStyles);
  const { thresholds } = settings.jsonData;
  const [wasSet] = useState(thresholds !== undefined);
  const [goodId, badId] = [useId(), useId()];
  const saveThresholds = (changed: unknown) => save(withOptions(settings, { thresholds: changed }));
  const all = wrongWithAll(thresholds);
  return (
    <CollapsableSection
      label="Thresholds of the score"
      isOpen={wasSet}
      unmountContentWhenClosed={false}
      contentClassName={styles.content}
    >
      <p className={styles.about}>What is good scores 5, what is bad 2. What is left empty is as shown in its place.</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" id={goodId}>
              Good
            </th>
            <th scope="col" id={badId}>
              Bad
            </th>
            <th scope="col">Unit</th>
          </tr>
        </thead>
        {BAND_NAMES.map((name) => (
          <ThresholdRow
            key={name}
            name={name}
            goodId={goodId}
            badId={badId}
            saved={asObject(thresholds)[name]}
            isReadOnly={settings.readOnly}
            onChange={(band) => saveThresholds(withThreshold(thresholds, name, band))}
          />
        ))}
      </table>
      {all !== null && (
        <Unreadable
          words={`${all}.`}
          name="thresholds"
          isReadOnly={settings.readOnly}
          onRemove={() => saveThresholds(undefined)}
        />
      )}
      {unknownNames(thresholds).map((name) => (
        <Unreadable
          key={name}
          words={wrongWithBand(name, asObject(thresholds)[name]) ?? ''}
          name={name}
          isReadOnly={settings.readOnly}
          onRemove={() => saveThresholds(withThreshold(thresholds, name, undefined))}
        />
      ))}
    </CollapsableSection>
  );
}

interface UnreadableProps {
  readonly words: string;
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
}

/** Something in the setting that has no row, and why no query can read it. */
function Unreadable({ words, name, isReadOnly, onRemove }: UnreadableProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.unreadable}>
      <FieldValidationMessage>{words}</FieldValidationMessage>
      {!isReadOnly && (
        <Button variant="secondary" size="sm" onClick={onRemove}>
          {`Remove ${bounded(name, 60)}`}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({ overflowX: 'auto' }),
  about: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  table: css({
    'th, td': { padding: theme.spacing(0.5, 1.5, 0.5, 0), textAlign: 'left', verticalAlign: 'middle' },
    'thead th': { ...theme.typography.bodySmall, color: theme.colors.text.secondary },
  }),
  unreadable: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
