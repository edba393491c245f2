/** A table before it is laid out. */
import type { TextStyle } from './theme.ts';

export interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
}

export interface Cell {
  readonly text: string;
  readonly style: TextStyle;
  /** A bar beside the text, from 0 to 1. */
  readonly bar?: number;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Titles the rows that follow, and again where they continue on another page. */
  readonly group?: true;
  /** Stands further to the right: part of what the row above titles. */
  readonly deeper?: true;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Said after a group's title where it is repeated: `continued`. */
  readonly continued: string;
}
