/** Why a file that a folder or a pattern brought is not among the inputs. */
export type LeftOutReason = 'other type' | 'subfolder' | 'rejected rows' | 'before since' | 'named twice';

export interface LeftOut {
  /** As it would have been named as an input. */
  readonly name: string;
  readonly reason: LeftOutReason;
}

const PHRASES: Readonly<Record<LeftOutReason, string>> = {
  'other type': 'neither .csv nor .tsv; name it, and it is read',
  subfolder: 'a folder in a folder; name it, and it is read',
  'rejected rows': 'rejected rows of an earlier load; name it, and it is read',
  'before since': 'of an earlier day',
  'named twice': 'named twice, read once',
};

/** One line per reason: "left out: inbox/a.csv and 2 more (of an earlier day)". */
export function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  return Object.entries(PHRASES).flatMap(([reason, phrase]) => {
    const [first, ...others] = leftOut.filter((each) => each.reason === reason);
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return [`left out: ${first.name}${more} (${phrase})`];
  });
}
