/**
 * The largest p-value that may be called a discovery so that, of all discoveries, the share of false ones is expected
 * to be at most `rate`: the largest p₍ᵢ₎ ≤ i·rate/m. Holds for independent and for positively dependent p-values
 * (Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001), of which conformal ones are (Bates et al. 2023).
 * @returns −1 where nothing may be called one
 */
export function discoveryLimit(pValues: readonly number[], rate: number): number {
  const sorted = [...pValues].sort((a, b) => a - b);
  for (let rank = sorted.length; rank > 0; rank--) {
    const pValue = sorted[rank - 1] ?? 1;
    if (pValue <= (rank * rate) / sorted.length) return pValue;
  }
  return -1;
}
