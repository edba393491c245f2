/** Series of like size scatter alike: they are ranked among each other. */

/** Least shares of the whole of the bands 0 to 2; what is smaller is band 3. */
const LEAST = [0.1, 0.01, 0.001] as const;

/** Low counts have a band of their own: their probabilities come from a table. */
export const LOW_COUNT_BAND = 4;

/** 0 where no share can be taken. */
export function volumeBand(size: number, whole: number): number {
  const share = size / whole;
  if (!(whole > 0) || !(share >= 0)) return 0;
  for (let band = 0; band < LEAST.length; band += 1) if (share >= (LEAST[band] as number)) return band;
  return LEAST.length;
}
