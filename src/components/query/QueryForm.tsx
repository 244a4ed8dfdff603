import { useId, useState } from 'react';
import type { TimeRange } from '@grafana/data';
import { Box, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import { missingFrom, missingPaths, QUERY_TYPES, queryTypeOf, type QueryType } from '../../core';
import { t } from '../../i18n';
import type { OptionSource } from '../../optionSource';
import { savedText, savedTexts, withLiterals } from '../../savedValues';
import type { PeerlensQuery } from '../../types';
import { listQuery } from './dependentFields';
import { changeQueryType, editQuery, graphFormat, withFirstChoices, type Edit } from './editQuery';
import type { Form } from './form';
import { NUMERIC } from './layout';
import { LabelledField } from './LabelledField';
import { QueryFields } from './QueryFields';
import { statusOf } from './status';
import { useAutofill } from './useAutofill';
import { useNames } from './useNames';
import { useOptionLists } from './useOptionLists';
import { isDashboardVariable } from './variables';

interface Props {
  readonly query: PeerlensQuery;
  /** The query types to choose from. A single type needs no choice. */
  readonly types: readonly QueryType[];
  readonly datasource: OptionSource;
  readonly range?: TimeRange;
  /** Whether IDs that the query lacks are filled in. */
  readonly isAutofilled?: boolean;
  /** Whether the result is drawn as a graph over time. */
  readonly isTimeSeries?: boolean;
  /** Whether an alert rule runs the query. */
  readonly isAlertRule?: boolean;
  /** Whether the result is shown as annotations, which have one format. */
  readonly isAnnotation?: boolean;
  readonly onChange: (query: PeerlensQuery) => void;
  readonly onRunQuery?: () => void;
}

/** Edits a query of one of several types. It saves every edit, and runs the query once it is finished. */
export function QueryForm({
  query,
  types,
  datasource,
  range,
  isAutofilled = false,
  isTimeSeries = false,
  isAlertRule = false,
  isAnnotation = false,
  onChange,
  onRunQuery,
}: Props) {
  const { service } = datasource;
  // A split Explore shows two editors with the same refId.
  const formId = useId();
  const idOf = (path: string) => `${query.refId}-${path}-${formId}`;
  const [room, setRoom] = useState('');
  const saved = { room, ...query };
  const queryType = types.find((type) => type === queryTypeOf(query, service));

  const runIfFinished = (changed: PeerlensQuery) => {
    if (missingFrom(changed, service).length === 0) {
      onRunQuery?.();
    }
  };
  const save = (changed: PeerlensQuery) => {
    onChange(changed);
    runIfFinished(changed);
  };
  const lists = useOptionLists(datasource, range);
  useNames(queryType, saved, lists);
  const saveEdit = (edit: Edit) => {
    const picked = Object.values(edit)
      .flatMap(savedTexts)
      .filter((text) => lists.names.has(text) && !isDashboardVariable(text));
    const whole = withFirstChoices(query, edit, service, isTimeSeries);
    save(withLiterals(editQuery(query, whole, service), picked));
  };
  // A demo has prepared what a query needs, also one that was another service's.
  const lacking = isAutofilled || service === 'demo' ? missingPaths(query, service) : [];
  const isFocused = (path: string) => document.activeElement?.id === idOf(path);
  const autofill = useAutofill(queryType, service, lacking, saved, lists, saveEdit, isFocused);
  const form: Form = {
    query,
    saved,
    service,
    isAlertRule,
    isAnnotation,
    lists,
    idOf,
    open: (path) => {
      autofill.skip(path);
      lists.load(listQuery(path, saved));
    },
    edit: (edit) => {
      if ('room' in edit) {
        setRoom(savedText(edit.room));
      } else {
        autofill.neverFill(Object.keys(edit));
        saveEdit(edit);
      }
    },
    draft: (edit) => onChange(editQuery(query, edit, service)),
    run: () => runIfFinished(query),
  };

  /** The format of a query whose type changes, where the place decides it. */
  const formatFor = (type: QueryType): Edit =>
    isAlertRule ? { format: NUMERIC } : graphFormat(query, type, isTimeSeries);
  const status = statusOf(query, service, types, isAlertRule);
  return (
    <Stack direction="column" gap={0}>
      {(types.length > 1 || queryType === undefined) && (
        <LabelledField id={idOf('queryType')} label={t('Query')} isGroup>
          <RadioButtonGroup
            id={idOf('queryType')}
            aria-label={t('Query')}
            options={types.map((type) => ({ value: type, label: t(QUERY_TYPES[type].label) }))}
            value={queryType}
            onChange={(type) => save(changeQueryType(query, type, formatFor(type)))}
          />
        </LabelledField>
      )}
      {queryType !== undefined && <QueryFields queryType={queryType} form={form} />}
      <Box paddingX={1} role="status">
        {status !== '' && (
          <Text variant="bodySmall" color="secondary">
            {status}
          </Text>
        )}
      </Box>
    </Stack>
  );
}
