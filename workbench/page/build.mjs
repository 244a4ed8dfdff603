// Builds the page into workbench/dist: one React, rxjs and emotion, shared with the plugin that the page loads.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(path.dirname(page), 'dist');
const require = createRequire(import.meta.url);

/**
 * Packages in CommonJS whose default export @grafana/ui's .mjs files import. esbuild then follows Node and hands over the whole of
 * `module.exports`; imported once from a module that is not .mjs, the default export is the default again.
 */
const COMMONJS = ['react-custom-scrollbars-2', 'calculate-size'];
const defaultInterop = {
  name: 'default-interop',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${COMMONJS.join('|')})$`) }, ({ path: name, importer, pluginData }) =>
      importer.endsWith('.mjs') && pluginData !== 'inner' ? { path: name, namespace: 'commonjs' } : undefined
    );
    onLoad({ filter: /^/, namespace: 'commonjs' }, ({ path: name }) => ({
      contents: `import whole from '${name}'; export default whole; export * from '${name}';`,
      loader: 'js',
      resolveDir: page,
    }));
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: [path.join(page, 'main.tsx')],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  minify: true,
  sourcemap: false,
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: { '.svg': 'file', '.png': 'file', '.woff': 'file', '.woff2': 'file', '.ttf': 'file' },
  plugins: [defaultInterop],
  logLevel: 'warning',
});
await cp(path.join(page, 'index.html'), path.join(dist, 'index.html'));

// The icons that @grafana/ui publishes; of those it uses but leaves to Grafana, the time picker's is another one mirrored.
const ui = path.dirname(require.resolve('@grafana/ui/package.json'));
await cp(path.join(ui, 'dist', 'public', 'img'), path.join(dist, 'build', 'img'), { recursive: true });
const icons = path.join(dist, 'build', 'img', 'icons', 'unicons');
const right = await readFile(path.join(icons, 'angle-double-right.svg'), 'utf8');
await writeFile(
  path.join(icons, 'angle-double-left.svg'),
  right.replace('<path', '<path transform="matrix(-1 0 0 1 24 0)"')
);
