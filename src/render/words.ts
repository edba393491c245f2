/** The words of the reports, per language. A word that one of them lacks does not compile. */
import type { Locale } from '../datasets/definition.ts';
import { enUS } from './words/en-us.ts';
import { ptBR } from './words/pt-br.ts';
import type { Words } from './words/word-list.ts';

export const WORDS: Readonly<Record<Locale, Words>> = { 'pt-BR': ptBR, 'en-US': enUS };
