import { lazy, Suspense, type ReactElement } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';
import { t } from '../i18n';

type Editor<Props> = (props: Props) => ReactElement;

/** An editor that is loaded when it is opened. People who only view dashboards never load it. */
export function lazyEditor<Props extends object>(load: () => Promise<Editor<Props>>): Editor<Props> {
  const Loaded = lazy(async () => {
    const LoadedEditor = await load();
    return { default: ({ props }: { readonly props: Props }) => <LoadedEditor {...props} /> };
  });
  return function LazyEditor(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text={t('Loading the editor')} />}>
        <Loaded props={props} />
      </Suspense>
    );
  };
}
