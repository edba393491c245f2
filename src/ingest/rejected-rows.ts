/** The rows that a load puts aside, and when there are too many of them. */
import { NAMED_REJECTIONS, RejectedRowsError, TooManyRejectedError } from './rejected-rows-error.ts';
import type { RejectedRow } from './rejected-row.ts';

export interface RejectPolicy {
  /** `fail`: one wrong row, and nothing is loaded. */
  readonly onError: 'fail' | 'quarantine';
  /** Rows of all files together that may be put aside. */
  readonly maxErrors: number;
  /** The share of a file's rows that may be, 0 to 1. */
  readonly maxErrorRate: number;
}

export interface RejectedRows {
  /** Of all files so far. */
  readonly rows: readonly RejectedRow[];
  readonly ofFile: (name: string) => RejectedRowsOfFile;
}

interface RejectedRowsOfFile {
  /** @throws SourceError when this one is one too many */
  readonly add: (row: RejectedRow) => void;
  /**
   * Call it when the file was read to its end.
   * @param read rows of the file, right and wrong ones
   * @throws SourceError when it has more wrong rows than the policy allows
   */
  readonly settle: (read: number) => void;
}

export function rejectedRows(policy: RejectPolicy): RejectedRows {
  const rows: RejectedRow[] = [];
  return {
    rows,
    ofFile: (name) => {
      const start = rows.length;
      const ofFile = () => rows.slice(start);
      return {
        add: (row) => {
          rows.push(row);
          if (policy.onError === 'fail') {
            const broken = ofFile().flatMap(({ rejections }) => rejections);
            if (broken.length > NAMED_REJECTIONS) throw new RejectedRowsError(name, broken);
          } else if (rows.length > policy.maxErrors) {
            throw new TooManyRejectedError(name, ofFile(), `more than ${policy.maxErrors} rows`);
          }
        },
        settle: (read) => {
          const mine = ofFile();
          if (mine.length === 0) return;
          if (policy.onError === 'fail') {
            throw new RejectedRowsError(
              name,
              mine.flatMap(({ rejections }) => rejections),
            );
          }
          if (mine.length > policy.maxErrorRate * read) {
            const share = `${mine.length} of ${read} rows, more than ${100 * policy.maxErrorRate} %,`;
            throw new TooManyRejectedError(name, mine, share);
          }
        },
      };
    },
  };
}
