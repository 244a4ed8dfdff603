import { useId, useState, type ReactNode } from 'react';
import { Button, Stack } from '@grafana/ui';

interface Props {
  /** What is set inside, said while it is closed too. */
  readonly set: readonly string[];
  readonly children: ReactNode;
}

/** The fields that most queries leave alone, behind a button that says which of them are set. */
export function QueryOptions({ set, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const contentId = useId();
  return (
    <Stack direction="column" gap={0.5} alignItems="stretch">
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon={isOpen ? 'angle-down' : 'angle-right'}
        aria-expanded={isOpen}
        aria-controls={contentId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {['Options', ...set].join(' · ')}
      </Button>
      <div id={contentId}>{isOpen && children}</div>
    </Stack>
  );
}
