/** Where orders come from: Brazil's five regions and 27 states. The shares are round and ours, per 1,000. */
export const regions = ['Centro-Oeste', 'Nordeste', 'Norte', 'Sudeste', 'Sul'] as const;
export type Region = (typeof regions)[number];

export interface State {
  readonly code: string;
  readonly region: Region;
  /** Share of the revenue, relative to the other states. */
  readonly share: number;
}

const shares: Readonly<Record<Region, Readonly<Record<string, number>>>> = {
  'Centro-Oeste': { DF: 29, GO: 34, MS: 15, MT: 19 },
  Nordeste: { AL: 10, BA: 47, CE: 32, MA: 18, PB: 13, PE: 32, PI: 9, RN: 13, SE: 8 },
  Norte: { AC: 3, AM: 18, AP: 3, PA: 24, RO: 7, RR: 2, TO: 6 },
  Sudeste: { ES: 22, MG: 98, RJ: 105, SP: 295 },
  Sul: { PR: 60, RS: 62, SC: 48 },
};

/** By region and code, in the order of the file. */
export const states: readonly State[] = regions.flatMap((region) =>
  Object.entries(shares[region]).map(([code, share]) => ({ code, region, share })),
);
