/** `count` random numbers, spread over 0 to 1 so that no part of it is left out; always the same for a seed. */
export function moments(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, (_, index) => {
    // A linear congruence with the constants of Numerical Recipes; good enough to choose moments by.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Number(((index + state / 2 ** 32) / count).toFixed(3));
  });
}
