import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './editors/ConfigEditor';
import { QueryEditorHelp } from './editors/help/QueryEditorHelp';
import { QueryEditor } from './editors/QueryEditor';
import { DataSource } from './host/datasource';
import type { PeerlensOptions, PeerlensQuery, PeerlensSecrets } from './host/types';

export const plugin = new DataSourcePlugin<DataSource, PeerlensQuery, PeerlensOptions, PeerlensSecrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryEditorHelp);
