// The core, the IDs of the demo and the editor's examples, as one module that Node can import.
import { build } from 'esbuild';
import { root } from './root.mjs';

const { outputFiles } = await build({
  stdin: {
    contents: `export * from './src/core';
export { BOUNDS } from './src/core/bounds';
export * from './src/core/demo/ids';
export { exampleQuery, GUIDES } from './src/editors/help/examples';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  write: false,
  format: 'esm',
});

export const core = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
