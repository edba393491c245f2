import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../shared/data/payments');

/** The real export; it is not part of the project and may be absent. */
export const REAL_FILE = join(folder, 'Operations_analyst_data.csv');

/** CI sets KPI_REAL_DATA_REQUIRED: there a missing file is an error and not a skipped test. */
export const hasRealFile = existsSync(REAL_FILE) || process.env['KPI_REAL_DATA_REQUIRED'] === '1';

/** What must come out of it. */
export function readOracle(): Oracle {
  return JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8')) as Oracle;
}

export interface Sums {
  readonly tpv: string;
  readonly transactions: number;
  readonly rows?: number;
}

export interface Oracle {
  readonly rows: number;
  readonly days: number;
  readonly first_day: string;
  readonly last_day: string;
  readonly tpv: string;
  readonly transactions: number;
  readonly merchants_sum_of_rows: number;
  readonly avg_ticket: string;
  readonly by_entity: Readonly<Record<string, Sums>>;
  readonly by_product: Readonly<Record<string, Sums>>;
  readonly by_price_tier: Readonly<Record<string, Sums>>;
  readonly by_anticipation_method: Readonly<Record<string, Sums>>;
  readonly by_payment_method: Readonly<Record<string, Sums>>;
  readonly by_month: Readonly<Record<string, Sums>>;
  readonly by_weekday_mon1: Readonly<Record<string, Sums>>;
  readonly 'report_2025-03-31': {
    readonly tpv: string;
    readonly transactions: number;
    readonly avg_ticket: string;
    readonly d1: BaselineFigures;
    readonly w1: BaselineFigures;
    readonly m1_30_days: BaselineFigures;
    readonly m1_calendar_month: BaselineFigures;
    readonly seed_rule_alerts: number;
    readonly by_product_tpv: Readonly<Record<string, string>>;
    readonly by_product_tpv_d1: Readonly<Record<string, string>>;
    readonly transactions_pct_d1: number;
  };
  readonly seed_rule: {
    readonly alerts_over_all_90_days: number;
    readonly alerts_by_weekday: Readonly<Record<string, number>>;
  };
  readonly month_average_daily_tpv_millions: Readonly<Record<string, number>>;
}

interface BaselineFigures {
  readonly baseline_date: string;
  readonly delta_tpv: string;
  readonly pct_tpv: number;
}
