/** Daily series from CSV files, without gaps: a day that a file lacks is unknown. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { daysBetween, toDay, type BusinessDay } from '../../src/analysis/calendar.ts';

export interface DailySeries {
  readonly name: string;
  readonly from: BusinessDay;
  /** One, or numerator and denominator of a ratio. */
  readonly quantities: readonly Float64Array[];
  /** Whose holidays it has, ISO 3166. */
  readonly country?: string;
}

export function dailySeries(folder: string): DailySeries[] {
  const payments = rowsOf(join(folder, 'payments', 'Operations_analyst_data.csv'));
  const tpv = { ...addUp('payments: TPV', payments, 7), country: 'BR' };
  const transactions = { ...addUp('payments: transactions', payments, 8), country: 'BR' };
  const plain = (name: string, file: string) => addUp(name, rowsOf(join(folder, 'series', file)), 1);
  const pages = plain('Wikipedia page views', 'wp_log_peyton_manning.csv');
  const olist = plain('Olist revenue', 'olist_daily_revenue.csv');
  return [
    tpv,
    transactions,
    {
      ...tpv,
      name: 'payments: average ticket',
      quantities: [...tpv.quantities, ...transactions.quantities],
    },
    { ...plain('NYC taxi trips', 'nyc_taxi_daily.csv'), country: 'US-NY' },
    // Before 2017 the shop was not open for all; the last days of the export are not whole.
    {
      ...olist,
      from: toDay('2017-01-05'),
      quantities: olist.quantities.map((one) => one.slice(123, -8)),
      country: 'BR',
    },
    plain('pedestrians', 'pedestrians_covid.csv'),
    { ...pages, quantities: pages.quantities.map((one) => one.map(Math.exp)) },
  ];
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').replaceAll('"', '').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

function addUp(name: string, rows: readonly string[][], column: number): DailySeries {
  const days = rows.map(([day = '']) => toDay(day));
  const from = days.reduce((least, day) => (day < least ? day : least));
  const to = days.reduce((most, day) => (day > most ? day : most));
  const values = new Float64Array(daysBetween(from, to) + 1).fill(NaN);
  rows.forEach((row, index) => {
    const at = daysBetween(from, days[index] ?? from);
    const before = values[at] ?? NaN;
    values[at] = (Number.isNaN(before) ? 0 : before) + Number(row[column]);
  });
  return { name, from, quantities: [values] };
}
