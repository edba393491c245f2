import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import { newTableOf } from '../../src/schema/new-tables.ts';
import { shop } from '../data-tests/shop.ts';

const textOf = (dataset: Dataset) => newTableOf(dataset, 'project').text;
const label = { 'pt-BR': 'Cidade', 'en-US': 'City' };

describe('the table of a definition', () => {
  it('has its columns, key and comments', () => {
    const dataset = shop([], { dimensions: { city: { label } } });
    const columns: Dataset['columns'] = {
      ...dataset.columns,
      city: { type: 'text', aliases: ["Cid'ade", 'C'] },
    };
    expect(textOf({ ...dataset, columns })).toBe(`create table "bi"."shop" (
  "day" date not null,
  "city" text not null,
  "amount" numeric(18,2),
  "checked" date,
  primary key ("day", "city")
);
comment on table "bi"."shop" is 'Grain: one row per day, city.';
comment on column "bi"."shop"."day" is 'time';
comment on column "bi"."shop"."city" is '"Cid''ade" or "C" in files. dimension: City';
comment on column "bi"."shop"."amount" is 'measure';
comment on column "bi"."shop"."checked" is 'only loaded';
`);
  });

  it('has an index on the time where no key begins with it', () => {
    const events = textOf(shop([], { key: null }));
    expect(events).not.toContain('primary key');
    expect(events).toContain(
      `create index on "bi"."shop" ("day");\ncomment on table "bi"."shop" is 'Grain: one row per event; no key.';`,
    );
    expect(textOf(shop([], { key: ['city', 'day'] }))).toContain('create index on');
  });

  it('keeps hostile names and texts where they belong', () => {
    const name = `x"; drop table bi.shop; --`;
    const text = textOf(
      shop([], {
        columns: { day: { type: 'date' }, [name]: { type: 'text', aliases: ["'; --", 'a\0b'] } },
        dimensions: { [name]: { label } },
        measures: [],
      }),
    );
    expect(text).toContain('"x""; drop table bi.shop; --" text not null');
    expect(text).toContain(`E'"''; --" or "a\\\\u0000b" in files.`);
    expect(text).not.toContain('\0');
  });
});
