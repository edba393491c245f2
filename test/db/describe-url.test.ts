import { expect, it } from 'vitest';
import { describeUrl } from '../../src/db/describe-url.ts';

it.each([
  ['postgres://kpi:secret@db.example.com:6543/bi', 'PostgreSQL at kpi@db.example.com:6543/bi'],
  ['postgresql://db.example.com/bi', 'PostgreSQL at db.example.com:5432/bi'],
  ['postgres://kpi:secret@/bi', 'PostgreSQL at DATABASE_URL'],
  ['postgres:///bi', 'PostgreSQL at localhost:5432/bi'],
  ['postgres://a%40b:s%2Fecret@host/bi', 'PostgreSQL at a@b@host:5432/bi'],
  ['postgres://u:secret@[::1]:5433/bi?password=secret', 'PostgreSQL at u@[::1]:5433/bi'],
  ['postgres://u:se#cret@host/bi', 'PostgreSQL at DATABASE_URL'],
  ['postgres://%E0%A4%A:secret@host/bi', 'PostgreSQL at DATABASE_URL'],
  ['secret', 'PostgreSQL at DATABASE_URL'],
])('%s is "%s"', (url, expected) => {
  expect(describeUrl(url)).toBe(expected);
  expect(describeUrl(url)).not.toContain('secret');
});
