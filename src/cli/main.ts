#!/usr/bin/env node
// The version alone must not cost loading the tool.
import { readFileSync } from 'node:fs';
import { optimizeLater } from './optimize-later.ts';
import { packageRoot } from './package-root.ts';

const { version } = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as { version: string };
const [first, ...rest] = process.argv.slice(2);

if ((first === '--version' || first === '-V') && rest.length === 0) {
  process.stdout.write(`${version}\n`);
} else {
  await optimizeLater(process.versions.node);
  const { runProcess } = await import('./run-process.ts');
  process.exitCode = await runProcess(process, packageRoot, version);
}
