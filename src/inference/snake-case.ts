/** PostgreSQL cuts longer names; what follows a cut name needs room. */
const LONGEST_NAME = 50;

/** `Preço Unitário (R$)` → `preco_unitario_r`; '' when nothing of the header can be kept. */
export function snakeCase(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^_+|_+$/g, '');
}
