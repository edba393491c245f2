/**
 * How good the forecasts are, out of sample. Weeks: M4 Weekly, against the figures published for it. Days: rolling
 * origins over daily series, each forecast from what was known on its day; error against the seasonal naive
 * forecast and realised coverage of the 80 % intervals. Months: the projected month end on days 10, 15 and 20 against
 * what month-to-date ÷ elapsed days × days would have said. Prints Markdown tables with targets.
 *
 *   npm run bench:forecast -- [--data <folder>]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dailySeries } from './forecast/daily-series.ts';
import { dailyTables } from './forecast/daily-tables.ts';
import { weeklyTable } from './forecast/weekly-table.ts';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });
const folder = values.data;
if (!existsSync(join(folder, 'm4'))) throw new Error(`no folder ${join(folder, 'm4')}: name one with --data`);

console.log(`Node ${process.versions.node}\n`);
for (const line of await dailyTables(dailySeries(folder))) console.log(line);
for (const line of weeklyTable(join(folder, 'm4'))) console.log(line);
