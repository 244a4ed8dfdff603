import { useId, useState, type ReactNode } from 'react';
import { Button, Stack } from '@grafana/ui';
import { t } from '../../i18n';

interface Props {
  /** What is set inside. */
  readonly summary: readonly string[];
  readonly children: ReactNode;
}

/** Fields that few queries need, behind a button that shows which of them are set. */
export function MoreOptions({ summary, children }: Props) {
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
        {[t('Options'), ...summary].join(' · ')}
      </Button>
      <div id={contentId}>{isOpen && children}</div>
    </Stack>
  );
}
