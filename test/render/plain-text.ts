import type { Token } from 'marked';

/** What a reader of rendered Markdown sees. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(shown).join('');
}

function shown(token: Token): string {
  if ('tokens' in token && Array.isArray(token.tokens)) return plainText(token.tokens);
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}
