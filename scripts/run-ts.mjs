// Runs a TypeScript file on Node 20: node scripts/run-ts.mjs bench/cli.ts [arguments]
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node scripts/run-ts.mjs <file.ts> [arguments]');
// Inside the project, so that its packages are found.
const folder = await mkdtemp(join('node_modules', '.run-ts-'));
try {
  const outfile = resolve(folder, 'script.mjs');
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'inline',
  });
  process.argv.splice(1, 2, file, ...rest);
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
