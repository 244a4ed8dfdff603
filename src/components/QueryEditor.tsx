import { useEffect, useRef } from 'react';
import { CoreApp, type PanelData, type TimeRange } from '@grafana/data';
import { QUERY_TYPES, queryTypeOf, queryTypesOf, type QueryType, type Service } from '../core';
import type { OptionSource } from '../optionSource';
import type { PeerlensQuery } from '../types';
import { NUMERIC } from './query/layout';
import { QueryForm } from './query/QueryForm';
import { RangeAdvice } from './query/RangeAdvice';

/** What Grafana passes to an editor of a query, as far as it is used. */
export interface EditorProps {
  readonly query: PeerlensQuery;
  readonly datasource: OptionSource;
  readonly range?: TimeRange;
  readonly onChange: (query: PeerlensQuery) => void;
}

interface QuerySource extends OptionSource {
  readonly uid: string;
  /** Whether its settings allow queries of viewers. */
  readonly countsViewers: boolean;
  readonly getDefaultQuery: (app: CoreApp) => Partial<PeerlensQuery>;
}

interface Props extends EditorProps {
  readonly datasource: QuerySource;
  readonly app?: CoreApp;
  readonly data?: PanelData;
  readonly onRunQuery: () => void;
}

/**
 * Edits one query. In Explore, and in a panel or an alert rule of a Storm data source, it fills in the IDs that the
 * query lacks, so that users see data at once.
 */
export function QueryEditor({ app, data, ...props }: Props) {
  const { service, countsViewers } = props.datasource;
  const isAlertRule = app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
  const isInPanel = app === CoreApp.PanelEditor;
  const saveWhole = useRef(() => {
    const { query, datasource, onChange } = props;
    const isOwn = queryTypesOf(service).some((type) => type === queryTypeOf(query, service));
    const first = {
      refId: query.refId,
      datasource: query.datasource,
      ...datasource.getDefaultQuery(app ?? CoreApp.Unknown),
    };
    onChange(isOwn ? query : first);
  });
  useEffect(() => {
    // Where a data source is chosen for a rule, Grafana shows its default query and does not save it, or keeps the query
    // of the other one, whose type this one may not have.
    if (isAlertRule) {
      saveWhole.current();
    }
  }, [isAlertRule]);
  const replaceOldData = useRef(() => {
    const isOld = data?.request?.targets.every(({ datasource }) => datasource?.uid !== props.datasource.uid);
    if (isInPanel && isOld === true) {
      props.onRunQuery();
    }
  });
  // After a data source is chosen for a panel, Grafana keeps showing the old data, in a new panel a random walk.
  useEffect(() => replaceOldData.current(), []);
  return (
    <>
      <QueryForm
        {...props}
        types={isAlertRule ? alertTypes(props.query, service, countsViewers) : queryTypesOf(service)}
        isAlertRule={isAlertRule}
        isAutofilled={app === CoreApp.Explore || ((isInPanel || isAlertRule) && service === 'storm')}
        // A new panel is one of time series.
        isTimeSeries={isInPanel && (data?.request?.panelPluginId ?? 'timeseries') === 'timeseries'}
      />
      {!isAlertRule && <RangeAdvice query={props.query} data={data} panelRange={isInPanel ? props.range : undefined} />}
    </>
  );
}

/** The query types that can give an alert rule its numbers, and the one that is saved. */
function alertTypes(query: PeerlensQuery, service: Service, countsViewers: boolean): readonly QueryType[] {
  const saved = queryTypeOf(query, service);
  return queryTypesOf(service).filter((type) => {
    const { fields } = QUERY_TYPES[type];
    const isNumeric = 'format' in fields && fields.format.choices.some((format) => format === NUMERIC);
    return type === saved || (isNumeric && (type !== 'viewers' || countsViewers));
  });
}
