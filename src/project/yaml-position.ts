import { isMap, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** Finds line and column, from 1, of the value at a path, or of the nearest place above it that exists. */
export function positionsIn(
  text: string,
): (path: readonly PropertyKey[]) => { line: number; column: number } {
  const lines = new LineCounter();
  const root: unknown = parseDocument(text, { lineCounter: lines }).contents;
  return (path) => {
    let node = root;
    let offset = offsetOf(node) ?? 0;
    for (const step of path) {
      const [key, value] = child(node, step);
      offset = offsetOf(key) ?? offsetOf(value) ?? offset;
      if (value === undefined) break;
      node = value;
    }
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

/** The key and the value of an entry; of a list only the value. */
function child(node: unknown, step: PropertyKey): [unknown, unknown] {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => String(key) === String(step));
    return [pair?.key, pair?.value];
  }
  if (isSeq(node) && typeof step === 'number') return [undefined, node.items[step]];
  return [undefined, undefined];
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
