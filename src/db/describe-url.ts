/** A database URL for people: never with its password. */
export function describeUrl(url: string): string {
  try {
    const { username, hostname, port, pathname } = new URL(url);
    const user = username === '' ? '' : `${decodeURIComponent(username)}@`;
    return `PostgreSQL at ${user}${hostname || 'localhost'}:${port || '5432'}${pathname}`;
  } catch {
    return 'PostgreSQL at DATABASE_URL';
  }
}
