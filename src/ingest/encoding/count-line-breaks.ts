const LF = 10;
const CR = 13;

/** As an editor counts them: LF, CRLF and CR alone end a line. */
export function countLineBreaks(bytes: Uint8Array, byteBefore: number | undefined): number {
  let count = 0;
  for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) count += 1;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if ((at === 0 ? byteBefore : bytes[at - 1]) !== CR) count += 1;
  }
  return count;
}
