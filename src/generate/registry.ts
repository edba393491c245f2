/** The packs that can generate data. A new pack adds one line; its code is loaded only when it is asked for. */
import type { Generator } from './generator.ts';

const loaders = {
  payments: async () => (await import('./payments.ts')).paymentsGenerator,
} satisfies Record<string, () => Promise<Generator>>;

export type GeneratorName = keyof typeof loaders;

export const generatorNames = Object.keys(loaders) as readonly GeneratorName[];

export function isGeneratorName(text: string): text is GeneratorName {
  return Object.hasOwn(loaders, text);
}

export function loadGenerator(name: GeneratorName): Promise<Generator> {
  return loaders[name]();
}
