/**
 * How fast `kpi generate <pack>` makes rows, and that its memory does not grow with the file.
 *
 *   node scripts/run-ts.mjs bench/generate.ts [payments|retail-orders]
 *
 * Targets: 300,000 rows a second on one core; ten times the days, about the same memory.
 */
import { toDay } from '../src/analysis/calendar.ts';
import { PACKS } from '../src/packs/packs.ts';

const TARGET_ROWS_PER_SECOND = 300_000;
const pack = PACKS.find(({ name }) => name === process.argv[2]) ?? PACKS[0];
const generator = await pack.loadGenerator();

// Smallest first: peak memory only ever rises within a process.
for (const days of [500, 5_000, 50_000]) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  let rows = 0;
  let bytes = 0;
  for await (const day of generator.days({ seed: 1, start: toDay('2025-01-01'), days })) {
    rows += day.rows;
    bytes += Buffer.byteLength(day.text);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  console.log(
    [
      `${days} days`,
      `${rows} rows`,
      `${(bytes / 1e6).toFixed(1)} MB`,
      `${seconds.toFixed(2)} s`,
      `${Math.round(rows / seconds)} rows/s`,
      `${(rows / cpuSeconds / TARGET_ROWS_PER_SECOND).toFixed(1)} x target per CPU second`,
      `peak RSS ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    ].join(', '),
  );
}
