import { ON_DUPLICATE } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const KEYS: Readonly<Record<string, Outcome>> = {
  // The column that the dataset does not have may be what tells rows apart.
  'keys-finer-grain.csv': {
    error: [
      'keys-finer-grain.csv: nothing was loaded, because 2 rows share 1 key:\n  keys-finer-grain.csv:2 and 3: "2025-01-01, Lapa"\n  a key is one combination of day, shop\n  the dataset has no column "product", which may tell these rows apart',
      ON_DUPLICATE,
    ],
    notes: ['left out: ["product"]'],
  },
  'keys-same-row-twice.csv': {
    error: [
      'keys-same-row-twice.csv: nothing was loaded, because 2 rows share 1 key:\n  keys-same-row-twice.csv:2 and 3: "2025-01-01, Lapa"\n  a key is one combination of day, shop',
      ON_DUPLICATE,
    ],
  },
  'keys-shared.csv': {
    error: [
      'keys-shared.csv: nothing was loaded, because 3 rows share 1 key:\n  keys-shared.csv:2 and 4 and 5: "2025-01-01, Lapa"\n  a key is one combination of day, shop',
      ON_DUPLICATE,
    ],
  },
};
