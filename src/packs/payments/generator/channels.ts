/**
 * Who pays what and how: sizes, tickets and shares. All numbers are round and ours; units stand at each block.
 */
type Entity = 'PF' | 'PJ';
export type Product = 'bank_slip' | 'link' | 'pix' | 'pos' | 'tap';
export type Tier = 'normal' | 'aggressive' | 'intermediary' | 'domination';
export type CardProduct = 'link' | 'pos' | 'tap';

export interface Channel {
  readonly entity: Entity;
  readonly product: Product;
  /** Transactions on an ordinary weekday at the anchor day, all tiers together. */
  readonly transactions: number;
  /** Share of each tier in the transactions; a tier that is missing is not offered. The rest is `normal`. */
  readonly tiers: Partial<Record<Tier, number>>;
  /** Average ticket in BRL of a single payment at D1 in the tier `normal`: credit (or pix or slip), debit. */
  readonly ticket: number;
  readonly debitTicket?: number;
  /** Average ticket in BRL of two instalments at D1 in the tier `normal`. */
  readonly planTicket?: number;
  /** Share of the card transactions that are paid out on D1 (the rest: D0/Nitro). */
  readonly d1Share?: number;
}

export const channels: readonly Channel[] = [
  {
    entity: 'PF',
    product: 'bank_slip',
    transactions: 250,
    tiers: { normal: 1, aggressive: 0.0006 },
    ticket: 620,
  },
  {
    entity: 'PF',
    product: 'link',
    transactions: 24_000,
    tiers: { normal: 1, aggressive: 0.0016, intermediary: 0.0005, domination: 0.0002 },
    ticket: 250,
    planTicket: 320,
    d1Share: 0.4,
  },
  {
    entity: 'PF',
    product: 'pix',
    transactions: 27_000,
    tiers: { normal: 1, aggressive: 0.003, intermediary: 0.001, domination: 0.001 },
    ticket: 95,
  },
  {
    entity: 'PF',
    product: 'pos',
    transactions: 4_500,
    tiers: { normal: 1, aggressive: 0.008, intermediary: 0.003, domination: 0.002 },
    ticket: 65,
    debitTicket: 33,
    planTicket: 280,
    d1Share: 0.7,
  },
  {
    entity: 'PF',
    product: 'tap',
    transactions: 190_000,
    tiers: { normal: 1, aggressive: 0.0008, intermediary: 0.0003, domination: 0.0002 },
    ticket: 185,
    debitTicket: 55,
    planTicket: 340,
    d1Share: 0.3,
  },
  {
    entity: 'PJ',
    product: 'bank_slip',
    transactions: 360,
    tiers: { normal: 1, aggressive: 0.04, intermediary: 0.015, domination: 0.02 },
    ticket: 800,
  },
  {
    entity: 'PJ',
    product: 'link',
    transactions: 20_000,
    tiers: { normal: 1, aggressive: 0.09, intermediary: 0.05, domination: 0.03 },
    ticket: 350,
    planTicket: 400,
    d1Share: 0.8,
  },
  {
    entity: 'PJ',
    product: 'pix',
    transactions: 450_000,
    tiers: { normal: 1, aggressive: 0.12, intermediary: 0.06, domination: 0.03 },
    ticket: 50,
  },
  {
    entity: 'PJ',
    product: 'pos',
    transactions: 800_000,
    tiers: { normal: 1, aggressive: 0.16, intermediary: 0.08, domination: 0.04 },
    ticket: 70,
    debitTicket: 42,
    planTicket: 330,
    d1Share: 0.86,
  },
  {
    entity: 'PJ',
    product: 'tap',
    transactions: 34_000,
    tiers: { normal: 1, aggressive: 0.035, intermediary: 0.013, domination: 0.006 },
    ticket: 220,
    debitTicket: 60,
    planTicket: 480,
    d1Share: 0.55,
  },
];

/** Factor of the tier on every ticket: better prices go to merchants that sell dearer things. */
export const tierTicket: Readonly<Record<Tier, number>> = {
  normal: 1,
  aggressive: 1.3,
  intermediary: 1.6,
  domination: 2.4,
};

/** Factor of the tier on the merchants per transaction: better prices go to merchants that sell more. */
export const tierMerchants: Readonly<Record<Tier, number>> = {
  normal: 1,
  aggressive: 0.7,
  intermediary: 0.6,
  domination: 0.5,
};

export interface CardHabits {
  /** Share of debit in the card transactions; 0: no debit (links). */
  readonly debit: number;
  /** Share of single payments in credit, at D1 and at D0/Nitro. */
  readonly single: { readonly d1: number; readonly d0: number };
  /** How 2 to 12 instalments share what is left, per 1,000: people choose 2, 3, 6, 10 and 12. */
  readonly plans: readonly number[];
  /** Merchants per transaction for large counts: debit, single credit, instalments. */
  readonly merchants: { readonly debit: number; readonly single: number; readonly plan: number };
}

export const cardHabits: Readonly<Record<CardProduct, CardHabits>> = {
  pos: {
    debit: 0.62,
    single: { d1: 0.81, d0: 0.9 },
    plans: [400, 250, 100, 70, 60, 10, 15, 3, 60, 1, 31],
    merchants: { debit: 0.2, single: 0.35, plan: 0.85 },
  },
  tap: {
    debit: 0.38,
    single: { d1: 0.6, d0: 0.77 },
    plans: [260, 200, 110, 85, 65, 18, 28, 8, 140, 3, 83],
    merchants: { debit: 0.58, single: 0.7, plan: 0.93 },
  },
  link: {
    debit: 0,
    single: { d1: 0.3, d0: 0.45 },
    plans: [310, 305, 125, 80, 75, 8, 12, 3, 50, 1, 31],
    merchants: { debit: 0, single: 0.9, plan: 0.93 },
  },
};

/** Ticket of 2 to 12 instalments against that of 2: dearer things are paid longer. */
export const planTicketCurve: readonly number[] = [1, 1.75, 2.6, 3.4, 4.2, 4.8, 5.6, 6.2, 7.4, 8.5, 10];

/** Factor on card tickets paid out at D0/Nitro, against D1: who needs the money today sells cheaper things. */
export const D0_TICKET = 0.8;

/** Merchants per transaction for large counts, of pix and bank slips. */
export const PIX_MERCHANTS = 0.18;
export const SLIP_MERCHANTS = 0.72;

/** Pace of growth of each product; 1 is 1.5 % a month (`level.ts`). */
export const productPace: Readonly<Record<Product, number>> = {
  bank_slip: -0.3,
  link: 1.5,
  pix: 1.5,
  pos: 1,
  tap: 2.2,
};
