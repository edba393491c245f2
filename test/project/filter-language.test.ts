import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterCondition } from '../../src/datasets/definition.ts';
import { formatFilter, parseFilter } from '../../src/project/filter-language.ts';

describe('the filter language', () => {
  it.each<[string, FilterCondition]>([
    ['amount > 0', { column: 'amount', operator: '>', value: 0 }],
    ['amount>=-1.5', { column: 'amount', operator: '>=', value: -1.5 }],
    ["state != 'cancelled'", { column: 'state', operator: '<>', value: 'cancelled' }],
    ['state = paid', { column: 'state', operator: '=', value: 'paid' }],
    ["\"Order State\" = 'it''s'", { column: 'Order State', operator: '=', value: "it's" }],
    ['state in (paid, sent)', { column: 'state', operator: 'in', values: ['paid', 'sent'] }],
    ["state not  in ('a, b', 2)", { column: 'state', operator: 'not in', values: ['a, b', 2] }],
    ['cancelled_at IS NULL', { column: 'cancelled_at', operator: 'is null' }],
    ['cancelled_at is not null', { column: 'cancelled_at', operator: 'is not null' }],
    ['situação = ativo', { column: 'situação', operator: '=', value: 'ativo' }],
  ])('reads %s', (text, condition) => {
    expect(parseFilter(text)).toEqual(condition);
  });

  it.each([
    '',
    'amount',
    'amount >',
    'amount > 0; drop table x',
    'amount > 0 or 1 = 1',
    'amount > (select 1)',
    "state = 'open",
    'state in ()',
    'state in (a, )',
    "state in ('a', 'b)",
    '1 = 1',
    'a = b -- c',
  ])('refuses %j', (text) => {
    expect(parseFilter(text)).toBeUndefined();
  });

  it('reads back what it writes, whatever the names and values', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer());
    const column = fc.string({ unit: 'binary', minLength: 1 });
    const condition: fc.Arbitrary<FilterCondition> = fc.oneof(
      fc.record({ column, operator: fc.constantFrom('>', '>=', '<', '<=', '=', '<>'), value }),
      fc.record({
        column,
        operator: fc.constantFrom('in', 'not in'),
        values: fc.array(value, { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ column, operator: fc.constantFrom('is null', 'is not null') }),
    );
    fc.assert(
      fc.property(condition, (filter) => {
        expect(parseFilter(formatFilter(filter))).toEqual(filter);
      }),
      { numRuns: 2000 },
    );
  });
});
