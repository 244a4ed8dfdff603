import { DataSourcePlugin, type DataSourceInstanceSettings } from '@grafana/data';
import { lazyEditor } from './components/lazyEditor';
import { DataSource } from './datasource';
import { annotationSupport } from './host/annotationSupport';
import { VariableSupport } from './host/variableSupport';
import type { PeerlensOptions, PeerlensQuery, PeerlensSecrets } from './types';

const editors = () => import(/* webpackChunkName: "editors" */ './components/editors');

const AnnotationQueryEditor = lazyEditor(async () => (await editors()).AnnotationQueryEditor);
const VariableQueryEditor = lazyEditor(async () => (await editors()).VariableQueryEditor);

/** The data source with the editors that Grafana takes from it. */
class DataSourceWithEditors extends DataSource {
  constructor(settings: DataSourceInstanceSettings<PeerlensOptions>) {
    super(settings);
    this.variables = new VariableSupport(this, VariableQueryEditor);
    this.annotations = annotationSupport(this.service, AnnotationQueryEditor);
  }
}

export const plugin = new DataSourcePlugin<DataSource, PeerlensQuery, PeerlensOptions, PeerlensSecrets>(
  DataSourceWithEditors
)
  .setConfigEditor(lazyEditor(async () => (await editors()).ConfigEditor))
  .setQueryEditor(lazyEditor(async () => (await editors()).QueryEditor))
  .setQueryEditorHelp(lazyEditor(async () => (await editors()).QueryEditorHelp));
