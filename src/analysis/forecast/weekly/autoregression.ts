/** Weekly changes from those of the last eight weeks and of a year before: least squares with a ridge. */
const NEAR = [1, 2, 3, 4, 5, 6, 7, 8];
const YEAR = [51, 52, 53];
/** Weeks, the latest, that it learns from. */
const WINDOW = 520;
/** Pulls coefficients to 0 as so many weeks of usual change without any connection would. */
const RIDGE = 10;

export function forecastAutoregressive(logs: Float64Array, horizon: number): Float64Array {
  const recent = logs.subarray(Math.max(0, logs.length - WINDOW));
  const changes = Array.from(recent.subarray(1), (log, index) => log - (recent[index] ?? NaN));
  const lags = recent.length > 2 * 52 + 20 ? [...NEAR, ...YEAR] : NEAR;
  const weights = fit(changes, lags);
  let log = recent.at(-1) ?? NaN;
  return Float64Array.from({ length: horizon }, () => {
    const change = rowAt(changes, lags, changes.length).reduce(
      (sum, one, index) => sum + one * (weights[index] ?? 0),
      0,
    );
    changes.push(change);
    log += change;
    return log;
  });
}

/** A constant, and the changes at the lags. */
function rowAt(changes: readonly number[], lags: readonly number[], index: number): number[] {
  return [1, ...lags.map((lag) => changes[index - lag] ?? 0)];
}

function fit(changes: readonly number[], lags: readonly number[]): number[] {
  const size = lags.length + 1;
  const system = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let index = Math.max(...lags); index < changes.length; index += 1) {
    const row = rowAt(changes, lags, index);
    const target = changes[index] ?? 0;
    system.forEach((equation, i) => {
      const factor = row[i] ?? 0;
      for (let j = 0; j < size; j += 1) equation[j] = (equation[j] ?? 0) + factor * (row[j] ?? 0);
      equation[size] = (equation[size] ?? 0) + factor * target;
    });
  }
  const power = changes.reduce((sum, change) => sum + change * change, 0) / changes.length;
  system.forEach((equation, i) => (equation[i] = (equation[i] ?? 0) + RIDGE * (i === 0 ? 1 : power)));
  return solve(system);
}

/** Gauss-Jordan; the ridge keeps every pivot above 0. A constant series has none, and does not change. */
function solve(system: readonly Float64Array[]): number[] {
  const size = system.length;
  system.forEach((pivot, column) => {
    const head = pivot[column] ?? 0;
    if (head === 0) return;
    for (const equation of system) {
      if (equation === pivot) continue;
      const factor = (equation[column] ?? 0) / head;
      for (let j = column; j <= size; j += 1) equation[j] = (equation[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  });
  return system.map((equation, index) => {
    const head = equation[index] ?? 0;
    return head === 0 ? 0 : (equation[size] ?? 0) / head;
  });
}
