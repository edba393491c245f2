/**
 * The scale on which errors are measured. Series that are positive scatter more upwards than downwards and in
 * proportion to their level; on cube roots both are all but gone (Wilson and Hilferty 1931), and a zero, unlike on
 * logarithms, keeps a finite place. Series that go below zero are measured as they are.
 */
export type ErrorPower = 'cube-root' | 'linear';

export function toErrorScale(power: ErrorPower, value: number): number {
  return power === 'linear' ? value : Math.cbrt(value);
}

export function fromErrorScale(power: ErrorPower, root: number): number {
  return power === 'linear' ? root : root * root * root;
}
