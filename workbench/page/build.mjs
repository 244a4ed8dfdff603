// node workbench/page/build.mjs [FOLDER]
// Builds the page into workbench/dist: one React, rxjs and emotion, shared with the plugin that the page loads. With
// the packages of a folder beside `page`, such as grafana13, it builds the page into the folder's dist.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = path.dirname(fileURLToPath(import.meta.url));
const packages = path.join(path.dirname(page), process.argv[2] ?? '');
const dist = path.join(packages, 'dist');
const require = createRequire(path.join(packages, 'package.json'));

/**
 * Has what the project's own files import resolved from the folder. What a package imports, esbuild finds beside the
 * package.
 */
const fromPackages = {
  name: 'from-packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, importer, kind, pluginData }) =>
      importer === '' || importer.includes(`${path.sep}node_modules${path.sep}`) || pluginData === 'resolving'
        ? undefined
        : resolve(name, { kind, resolveDir: packages, pluginData: 'resolving' })
    );
  },
};

/**
 * Packages in CommonJS whose default export @grafana/ui's .mjs files import. esbuild then follows Node and hands over
 * the whole of `module.exports`; imported once from a module that is not .mjs, the default export is the default again.
 */
const COMMONJS = ['react-custom-scrollbars-2', 'calculate-size'];
const defaultInterop = {
  name: 'default-interop',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${COMMONJS.join('|')})$`) }, ({ path: name, importer }) =>
      importer.endsWith('.mjs') ? { path: name, namespace: 'commonjs' } : undefined
    );
    onLoad({ filter: /^/, namespace: 'commonjs' }, ({ path: name }) => ({
      contents: `import whole from '${name}'; export default whole; export * from '${name}';`,
      loader: 'js',
      resolveDir: packages,
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
  plugins: [defaultInterop, fromPackages],
  logLevel: 'warning',
});

const { version } = require('@grafana/ui/package.json');
const html = await readFile(path.join(page, 'index.html'), 'utf8');
await writeFile(path.join(dist, 'index.html'), html.replace('GRAFANA_VERSION', version));

// The icons that @grafana/ui publishes; of those it uses but leaves to Grafana, the time picker's is another one
// mirrored.
const ui = path.dirname(require.resolve('@grafana/ui/package.json'));
await cp(path.join(ui, 'dist', 'public', 'img'), path.join(dist, 'build', 'img'), { recursive: true });
const icons = path.join(dist, 'build', 'img', 'icons', 'unicons');
const right = await readFile(path.join(icons, 'angle-double-right.svg'), 'utf8');
await writeFile(
  path.join(icons, 'angle-double-left.svg'),
  right.replace('<path', '<path transform="matrix(-1 0 0 1 24 0)"')
);
