import { describe, expect, it } from 'vitest';
import { SHOP_TABLE, shopCsv } from '../data-tests/shop.ts';
import { useShopLoads } from '../support/shop-loads.ts';
import { textSource } from '../support/text-source.ts';

const COLLATION = `create collation if not exists bi.without_case
  (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`;

describe('keys that are equal although their bytes differ', () => {
  const { load, script, stored } = useShopLoads();

  it('are one key: what is proved of bytes is not taken for proof', async () => {
    await script(
      `${COLLATION}; drop table bi.shop; ${SHOP_TABLE}; alter table bi.shop alter city type text collate bi.without_case`,
    );
    const both = textSource(shopCsv('2025-01-01,Lapa,1,', '2025-01-01,LAPA,2,'), 'x.csv');
    await load(textSource(shopCsv('2025-01-01,lapa,9,'), 'first.csv'));
    await expect(load(both)).rejects.toThrow('2 rows share 1 key');
    expect(await stored()).toEqual(['2025-01-01 lapa 9.00']);
  });
});
