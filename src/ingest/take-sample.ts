/** Of a file, what its format is decided from: bytes or characters. */
const SAMPLE_LENGTH = 1 << 20;

export interface Sample<T> {
  readonly pieces: readonly T[];
  /** Whether that is all there was. The rest stays with the generator. */
  readonly whole: boolean;
}

export async function takeSample<T extends { readonly length: number }>(
  from: AsyncGenerator<T>,
): Promise<Sample<T>> {
  const pieces: T[] = [];
  for (let length = 0; length < SAMPLE_LENGTH;) {
    const next: IteratorResult<T, unknown> = await from.next();
    if (next.done === true) return { pieces, whole: true };
    pieces.push(next.value);
    length += next.value.length;
  }
  return { pieces, whole: false };
}
