import { Alert } from '@grafana/ui';

/** What stands in place of the page where the plugin could not be loaded. */
export function StartFailure({ error }: { readonly error: unknown }) {
  return (
    <Alert severity="error" title="The plugin could not be loaded">
      {error instanceof Error ? error.message : String(error)}
    </Alert>
  );
}
