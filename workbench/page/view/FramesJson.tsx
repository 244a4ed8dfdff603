import { css } from '@emotion/css';
import { dataFrameToJSON, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Collapse, useStyles2 } from '@grafana/ui';
import { useMemo, useState } from 'react';

/** The frames as the data source gave them, in Grafana's JSON. Written only while it is open. */
export function FramesJson({ frames }: { readonly frames: readonly DataFrame[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Collapse label={`Frames as JSON (${frames.length})`} isOpen={isOpen} onToggle={setIsOpen}>
      {isOpen && <Json frames={frames} />}
    </Collapse>
  );
}

function Json({ frames }: { readonly frames: readonly DataFrame[] }) {
  const styles = useStyles2(getStyles);
  const text = useMemo(() => JSON.stringify(frames.map(dataFrameToJSON), null, 2), [frames]);
  return (
    <div className={styles.box}>
      <ClipboardButton className={styles.copy} variant="secondary" size="sm" icon="copy" getText={() => text}>
        Copy
      </ClipboardButton>
      <pre className={styles.text} data-testid="frames-json">
        {text}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ position: 'relative', padding: theme.spacing(1) }),
  copy: css({ position: 'absolute', top: theme.spacing(2), right: theme.spacing(3) }),
  text: css({ maxHeight: 480, margin: 0, overflow: 'auto', fontSize: theme.typography.bodySmall.fontSize }),
});
