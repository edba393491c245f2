/** Questions on a terminal. What is not answered, or when the input ends, stays as it was inferred. */
import type { Io } from '../context.ts';
import { DATASET_NAME } from '../project/dataset-schema.ts';
import { InterruptedError, UsageError } from '../errors.ts';
import type { Choices } from '../init/choices.ts';
import type { Draft } from '../init/draft.ts';

interface Question {
  readonly text: string;
  readonly answer: (draft: Draft) => string;
  readonly choice: (answer: string) => Choices;
}

const QUESTIONS: readonly Question[] = [
  {
    text: 'Name of the dataset',
    answer: ({ name }) => name,
    choice: (name) => ({ name: datasetName(name) }),
  },
  { text: 'Time column', answer: ({ time }) => time, choice: (time) => ({ time }) },
  {
    text: 'Dimensions, or none',
    answer: ({ dimensions }) => listed(dimensions),
    choice: (text) => ({ dimensions: columnList(text) }),
  },
  {
    text: 'Measures, or none',
    answer: ({ measures }) => listed(measures),
    choice: (text) => ({ measures: columnList(text) }),
  },
  {
    text: 'Key, or none',
    answer: ({ key }) => listed(key ?? []),
    choice: (text) => ({ key: text === 'none' ? null : columnList(text) }),
  },
  {
    text: 'Country of the holidays, or none',
    answer: ({ holidays }) => holidays ?? 'none',
    choice: (text) => ({ holidays: text === 'none' ? null : text }),
  },
];

/**
 * Asks for each decision and for the go-ahead.
 * @param draftWith infers again with what was chosen so far; throws a UsageError for a choice that cannot be
 * @throws InterruptedError when the user says no
 */
export async function confirmDraft(
  io: Io,
  given: Choices,
  draftWith: (choices: Choices) => Draft,
  show: (draft: Draft) => void,
): Promise<Draft> {
  const lines = readLines(io.stdin);
  const ask = async (text: string, usual: string) => {
    io.stderr.write(`${text} [${usual}]: `);
    const line = await lines.next();
    if (line.done === true) io.stderr.write('\n');
    return line.done === true ? '' : line.value.trim();
  };
  try {
    let choices = given;
    let draft = draftWith(choices);
    for (const question of QUESTIONS) {
      for (;;) {
        const answer = await ask(question.text, question.answer(draft));
        if (answer === '' || answer === question.answer(draft)) break;
        try {
          const wanted = { ...choices, ...question.choice(answer) };
          draft = draftWith(wanted);
          choices = wanted;
          break;
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          io.stderr.write(`  ${error.message}${error.hint === undefined ? '' : ` — ${error.hint}`}\n`);
        }
      }
    }
    if (choices !== given) show(draft);
    if (/^(n|no|nao|não)$/i.test(await ask('Write these files?', 'yes'))) {
      throw new InterruptedError('nothing was written', { hint: 'run kpi init again with other answers' });
    }
    return draft;
  } finally {
    // Else a terminal would keep the process waiting for more.
    await lines.return(undefined);
  }
}

/** @throws UsageError */
export function datasetName(name: string): string {
  if (DATASET_NAME.test(name) && name.length <= 60) return name;
  throw new UsageError(`${JSON.stringify(name)} is no name for a dataset`, {
    hint: 'use lower case letters, digits, - and _, beginning with a letter, at most 60',
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function columnList(text: string): string[] {
  if (text === 'none') return [];
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
  return undefined;
}
