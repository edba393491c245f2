/** Sizes of the random parts, as standard deviations of the logarithm (0.05 is about 5 %). */
export const noise = {
  /** Transactions of the whole business: a slow part (see `Wander`) and a part of the day. */
  businessWander: 0.035,
  businessDay: 0.02,
  /** Transactions of one product. */
  productWander: 0.04,
  productDay: 0.02,
  /** Transactions of one segment, on top of the Poisson count; smaller segments have fewer, larger merchants. */
  segmentWander: 0.06,
  segmentDay: 0.055,
  smallSegmentVariance: 0.25,
  /** Average ticket of the whole business, of one product, and of one segment. */
  businessTicket: 0.012,
  productTicket: 0.02,
  segmentTicket: 0.045,
  /** Variance of a single ticket's logarithm over (transactions + 4): the mean of many tickets moves less. */
  singleTicketVariance: 2,
  /** Merchants per transaction. */
  merchants: 0.03,
} as const;

/**
 * Logarithms have heavier tails than a normal one: on one segment-day in `ROUGH_ONE_IN` the deviation is
 * `ROUGH_FACTOR` times as large (more than 3 robust deviations on about 1 % of the days).
 */
export const ROUGH_ONE_IN = 30;
export const ROUGH_FACTOR = 2.2;
