/**
 * A value per day, NaN where there is none.
 * @param offsets of the values: days since the first
 */
export function spread(values: readonly number[], offsets: readonly number[], length: number): Float64Array {
  const all = new Float64Array(length).fill(NaN);
  offsets.forEach((offset, index) => (all[offset] = values[index] ?? NaN));
  return all;
}
