/** A draft as kpi.yaml: a new file, or one more dataset in the text that is there, which stays as it is. */
import {
  Document,
  isCollection,
  isMap,
  isScalar,
  parseDocument,
  type Pair,
  type Scalar,
  type ToStringOptions,
  type YAMLMap,
} from 'yaml';
import type { Locale } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { datasetText, type DatasetYaml } from './dataset-text.ts';
import type { Draft } from './draft.ts';

export const SCHEMA_FILE = 'kpi.schema.json';

// js-yaml reads some plain words as dates and truth values that YAML 1.2 has no such words for.
const DOCUMENT = { compat: 'yaml-1.1' } as const;
const LAYOUT: ToStringOptions = { lineWidth: 0, flowCollectionPadding: true, singleQuote: true };

export interface ProjectDefaults {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
}

export function newProjectYaml(draft: Draft, { locale, timeZone, currency }: ProjectDefaults): string {
  const doc = new Document({ locale, time_zone: timeZone, currency, datasets: {} }, DOCUMENT);
  comment(doc, ['locale'], 'language of the reports: pt-BR or en-US');
  comment(doc, ['time_zone'], 'decides what yesterday is');
  comment(doc, ['currency'], 'ISO 4217');
  addDataset(doc, draft);
  return (
    `# yaml-language-server: $schema=./${SCHEMA_FILE}\n` +
    `# Written by kpi init. The comments say why; correct what they get wrong.\n${doc.toString(LAYOUT)}`
  );
}

/**
 * @param name how to name the file in errors
 * @throws ConfigError when the file's datasets are no mapping
 */
export function extendedProjectYaml(text: string, name: string, draft: Draft): string {
  const doc: Document = parseDocument(text, DOCUMENT);
  doc.contents ??= doc.createNode({});
  if (!isMap(doc.contents) || doc.errors.length > 0) {
    throw new ConfigError(`${name}: cannot add a dataset to what is no YAML mapping`, {
      hint: 'correct the file, or move it away and run kpi init again',
    });
  }
  if (!isMap(doc.get('datasets'))) doc.set('datasets', doc.createNode({}));
  const datasets = doc.get('datasets') as YAMLMap;
  datasets.flow = false;
  addDataset(doc, draft);
  return doc.toString(LAYOUT);
}

/** Replaces one of the same name. */
function addDataset(doc: Document, draft: Draft): void {
  const { value, comments, flow, headings } = datasetText(draft);
  doc.setIn(['datasets', draft.name], doc.createNode(value satisfies DatasetYaml));
  const place = ['datasets', draft.name];
  for (const path of flow) {
    const node = doc.getIn([...place, ...path]);
    if (isCollection(node)) node.flow = true;
  }
  for (const [path, text] of comments) comment(doc, [...place, ...path], text);
  for (const [path, text] of headings) heading(doc, [...place, ...path], text);
}

/** Behind the value, on its line. */
function comment(doc: Document, path: readonly string[], text: string): void {
  const node = doc.getIn(path, true) as Scalar | YAMLMap | undefined;
  if (node !== undefined) node.comment = ` ${oneLine(text)}`;
}

/** On the lines before the key. */
function heading(doc: Document, path: readonly string[], text: string): void {
  const parent = doc.getIn(path.slice(0, -1));
  if (!isMap(parent)) return;
  const pair = parent.items.find(({ key }: Pair) => isScalar(key) && key.value === path.at(-1));
  if (!isScalar(pair?.key)) return;
  pair.key.commentBefore = text
    .split('\n')
    .map((line) => ` ${oneLine(line)}`)
    .join('\n');
}

/** A header or a value may hold anything; a line break would end the comment. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ').trim();
}
