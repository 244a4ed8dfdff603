import { CustomVariableSupport, type QueryEditorProps, type TimeRange } from '@grafana/data';
import { Collapse } from '@grafana/ui';
import { useState, type ComponentType } from 'react';
import type { PeerlensOptions, PeerlensQuery } from '../../../src/types';
import type { Instance } from '../plugin';

interface Props {
  readonly instance: Instance;
  readonly range: TimeRange;
}

type Editor = ComponentType<QueryEditorProps<Instance, PeerlensQuery, PeerlensOptions>>;

/** The plugin's own editors of what a dashboard has beside panels. Nothing runs what they edit. */
export function DashboardSection({ instance, range }: Props) {
  const { variables, annotations } = instance;
  const variable = variables instanceof CustomVariableSupport ? variables.editor : undefined;
  const sections = [
    { label: 'Variable', editor: variable, first: variables?.getDefaultQuery?.() },
    { label: 'Annotation', editor: annotations?.QueryEditor, first: annotations?.getDefaultQuery?.() },
  ];
  return sections.map(
    ({ label, editor, first }) =>
      editor && (
        <Section
          key={label}
          label={label}
          Editor={editor as Editor}
          first={{ refId: 'A', ...first }}
          instance={instance}
          range={range}
        />
      )
  );
}

interface SectionProps extends Props {
  readonly label: string;
  readonly Editor: Editor;
  readonly first: PeerlensQuery;
}

function Section({ label, Editor, first, instance, range }: SectionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState(first);
  return (
    <Collapse label={label} isOpen={isOpen} onToggle={setIsOpen}>
      <div role="group" aria-label={label}>
        <Editor datasource={instance} query={query} range={range} onChange={setQuery} onRunQuery={() => undefined} />
      </div>
    </Collapse>
  );
}
