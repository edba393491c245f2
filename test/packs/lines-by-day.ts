import { expect } from 'vitest';
import { addDays, type BusinessDay } from '../../src/analysis/calendar.ts';
import type { Anomaly } from '../../src/generate/anomalies.ts';
import type { Generator, GeneratorOptions } from '../../src/generate/generator.ts';

/** The lines that a generator writes, by day. */
export async function linesByDay(
  generator: Generator,
  options: GeneratorOptions,
  anomalies: readonly Anomaly[],
): Promise<Map<BusinessDay, string[]>> {
  const days = new Map<BusinessDay, string[]>();
  let day = options.start;
  for await (const { text, rows } of generator.days(options, anomalies)) {
    const lines = text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(rows);
    days.set(day, lines);
    day = addDays(day, 1);
  }
  return days;
}
