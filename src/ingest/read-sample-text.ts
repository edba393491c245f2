/** Of a text, what its format is decided from. */
const SAMPLE_CHARACTERS = 1 << 20;

export interface SampledText {
  /** The beginning; it may end anywhere. */
  readonly sample: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
  /** From the beginning on. To be read once. */
  readonly all: () => AsyncGenerator<string>;
}

export async function readSampleText(text: AsyncGenerator<string>): Promise<SampledText> {
  let sample = '';
  let whole = false;
  while (!whole && sample.length < SAMPLE_CHARACTERS) {
    const next: IteratorResult<string, unknown> = await text.next();
    if (next.done === true) whole = true;
    else sample += next.value;
  }
  return {
    sample,
    whole,
    all: async function* () {
      yield sample;
      if (!whole) yield* text;
    },
  };
}
