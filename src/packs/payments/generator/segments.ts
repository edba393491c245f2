/** The 592 combinations of dimensions that can occur, in the order of the file, with what to expect of each. */
import {
  cardHabits,
  channels,
  D0_TICKET,
  PIX_MERCHANTS,
  planTicketCurve,
  productPace,
  SLIP_MERCHANTS,
  tierMerchants,
  tierTicket,
  type CardProduct,
  type Channel,
  type Product,
  type Tier,
} from './channels.ts';
import type { RhythmName } from './rhythms.ts';

export interface Segment {
  readonly entity: string;
  readonly product: Product;
  readonly tier: Tier;
  readonly anticipation: string;
  readonly payment: string;
  readonly installments: number;
  /** Expected transactions on an ordinary weekday at the anchor day. */
  readonly transactions: number;
  /** Expected average ticket in BRL on an ordinary weekday. */
  readonly ticket: number;
  /** Merchants per transaction for large counts, 0 to 1. */
  readonly merchants: number;
  readonly rhythm: RhythmName;
  /** Pace of growth, see `productPace`. */
  readonly pace: number;
}

export function paymentSegments(): Segment[] {
  return channels.flatMap(channelSegments).sort(byDimensions);
}

function channelSegments(channel: Channel): Segment[] {
  const tiers = Object.entries(channel.tiers) as [Tier, number][];
  const weight = tiers.reduce((sum, [, share]) => sum + share, 0);
  return tiers.flatMap(([tier, share]) => {
    const transactions = (channel.transactions * share) / weight;
    return tierSegments(channel, tier, transactions).filter(isOffered);
  });
}

function tierSegments(channel: Channel, tier: Tier, transactions: number): Segment[] {
  const { product } = channel;
  const simple = { payment: 'uninformed', installments: 1, transactions, ticket: channel.ticket };
  switch (product) {
    case 'pix':
      return [
        segment(channel, tier, {
          ...simple,
          anticipation: 'Pix',
          merchants: PIX_MERCHANTS,
          rhythm: 'transfer',
        }),
      ];
    case 'bank_slip':
      return [
        segment(channel, tier, {
          ...simple,
          anticipation: 'Bank Slip',
          merchants: SLIP_MERCHANTS,
          rhythm: 'slip',
        }),
      ];
    case 'link':
    case 'pos':
    case 'tap':
      return cardSegments(channel, product, tier, transactions);
  }
}

function cardSegments(channel: Channel, product: CardProduct, tier: Tier, transactions: number): Segment[] {
  const habits = cardHabits[product];
  const remote = product === 'link';
  const planRhythm = remote ? 'remote' : product === 'tap' ? 'tapPlan' : 'storePlan';
  const planTotal = habits.plans.reduce((sum, part) => sum + part, 0);
  const d1Share = channel.d1Share ?? 0;
  const payouts = [
    {
      anticipation: 'D0/Nitro',
      count: transactions * (1 - d1Share),
      single: habits.single.d0,
      ticket: D0_TICKET,
    },
    { anticipation: 'D1Anticipation', count: transactions * d1Share, single: habits.single.d1, ticket: 1 },
  ];
  return payouts.flatMap(({ anticipation, count, single, ticket }) => {
    const credit = count * (1 - habits.debit);
    const singleCredit = segment(channel, tier, {
      anticipation,
      payment: 'credit',
      installments: 1,
      transactions: credit * single,
      ticket: channel.ticket * ticket,
      merchants: habits.merchants.single,
      rhythm: remote ? 'remote' : 'counter',
    });
    const plans = habits.plans.map((part, index) =>
      segment(channel, tier, {
        anticipation,
        payment: 'credit',
        installments: index + 2,
        transactions: (credit * (1 - single) * part) / planTotal,
        ticket: (channel.planTicket ?? 0) * (planTicketCurve[index] as number) * ticket,
        merchants: habits.merchants.plan,
        rhythm: planRhythm,
      }),
    );
    if (habits.debit === 0) return [singleCredit, ...plans];
    const debit = segment(channel, tier, {
      anticipation,
      payment: 'debit',
      installments: 1,
      transactions: count * habits.debit,
      ticket: (channel.debitTicket ?? 0) * ticket,
      merchants: habits.merchants.debit,
      rhythm: 'counter',
    });
    return [singleCredit, ...plans, debit];
  });
}

type Details = Omit<Segment, 'entity' | 'product' | 'tier' | 'pace'>;

function segment(channel: Channel, tier: Tier, details: Details): Segment {
  const { entity, product } = channel;
  // Instalments are sold by few of a merchant's customers: the tier does not thin them out.
  const thinned = details.installments === 1 ? tierMerchants[tier] : 1;
  return {
    ...details,
    entity,
    product,
    tier,
    pace: productPace[product],
    ticket: details.ticket * tierTicket[tier],
    merchants: details.merchants * thinned,
  };
}

/** Products that the company does not sell: 11 instalments to people off the list price, and D0 at their POS. */
function isOffered(segment: Segment): boolean {
  if (segment.entity === 'PJ' || segment.tier === 'normal') return true;
  if (segment.installments === 11) return false;
  return !(segment.product === 'pos' && segment.tier === 'domination' && segment.anticipation === 'D0/Nitro');
}

/** The dimensions as text that goes before the measures of a row. */
export function segmentKey(segment: Segment): string {
  const { entity, product, tier, anticipation, payment, installments } = segment;
  return `${entity},${product},${tier},${anticipation},${payment},${installments}`;
}

function byDimensions(a: Segment, b: Segment): number {
  return (
    compare(a.entity, b.entity) ||
    compare(a.product, b.product) ||
    compare(a.tier, b.tier) ||
    compare(a.anticipation, b.anticipation) ||
    compare(a.payment, b.payment) ||
    a.installments - b.installments
  );
}

/** By code unit: localeCompare would order by the machine's locale data. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
