/** All that `module.ts` gives to Grafana. */
export { AnnotationQueryEditor } from './AnnotationQueryEditor';
export { ConfigEditor } from './ConfigEditor';
export { QueryEditorHelp } from './help/QueryEditorHelp';
export { QueryEditor } from './QueryEditor';
export { VariableQueryEditor } from './VariableQueryEditor';
