/** From here on as it went on from the same week of earlier years, on the average of at most eight. */
const YEARS = 8;
/** 365.25 ÷ 7. */
export const WEEKS_OF_A_YEAR = 52.18;

/** @param part how much of it is believed */
export function forecastYearPath(logs: Float64Array, horizon: number, part: number): Float64Array {
  const last = logs.length - 1;
  const now = logs[last] ?? NaN;
  return Float64Array.from({ length: horizon }, (_, step) => {
    let change = 0;
    let years = 0;
    for (let year = 1; year <= YEARS; year += 1) {
      const same = Math.round(last - WEEKS_OF_A_YEAR * year);
      if (same < 0) break;
      change += (logs[same + 1 + step] ?? NaN) - (logs[same] ?? NaN);
      years += 1;
    }
    return years === 0 ? now : now + (part * change) / years;
  });
}
