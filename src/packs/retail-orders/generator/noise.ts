/** Sizes of the random parts, as standard deviations of the logarithm (0.05 is about 5 %). */
export const noise = {
  /** Orders of the whole business: a slow part (see `Wander`) and a part of the day. */
  businessWander: 0.025,
  businessDay: 0.02,
  /** Orders of one category. */
  categoryWander: 0.04,
  categoryDay: 0.02,
  /** Orders of one segment, on top of the Poisson count: overdispersion, larger where few buy. */
  segmentWander: 0.05,
  segmentDay: 0.05,
  smallSegmentVariance: 0.2,
  /** Order value of one category and of one segment. */
  categoryTicket: 0.012,
  segmentTicket: 0.03,
  /** Variance of a single order's logarithm over (orders + 4): the mean of many moves less. */
  singleOrderVariance: 0.8,
  /** Discount rate. */
  discount: 0.08,
  /** Customers per order. */
  customers: 0.02,
} as const;

/** Heavier tails: on one segment-day in `ROUGH_ONE_IN` the deviation is `ROUGH_FACTOR` times as large. */
export const ROUGH_ONE_IN = 40;
export const ROUGH_FACTOR = 2;

/** Share of the orders beyond the first that bring a new customer. */
export const CUSTOMERS_PER_ORDER = 0.94;
