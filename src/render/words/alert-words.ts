/** What reports say about expectations and alerts. Numbers and names come in written for people. */
import type { Locale } from '../../datasets/definition.ts';
import type { AnnotationKind } from '../../analysis/alerts/annotation.ts';
import type { Direction } from '../../analysis/alerts/policy.ts';

export interface AlertWords {
  /** A segment that is all of the dataset. */
  readonly whole: string;
  readonly confirmedCount: (count: string, one: boolean) => string;
  readonly noneConfirmed: string;
  readonly watch: string;
  readonly watchNote: string;
  readonly since: string;
  readonly known: string;
  /** Behind the kind, what was written with it. */
  readonly annotation: (kind: AnnotationKind, until: string, note: string) => string;
  /** @param where a segment; empty for the whole */
  readonly event: (name: string, days: string, where: string) => string;
  readonly today: string;
  readonly range: (lower: string, upper: string) => string;
  readonly detail: {
    readonly vanished: string;
    readonly shift: (day: string) => string;
    readonly holiday: (name: string) => string;
    /** `pos · credit (71 %)` */
    readonly mostlyIn: (segments: string) => string;
    readonly folded: (count: string, one: boolean) => string;
    readonly worse: string;
    readonly days: (count: string) => string;
  };
  readonly ended: (segment: string, metric: string, since: string) => string;
  readonly rule: (rule: {
    readonly direction: string;
    readonly metrics: string;
    readonly by: string;
    readonly rate: string;
    readonly change: string;
    readonly impact: string;
  }) => string;
  readonly expected: (value: string, lower: string, upper: string) => string;
  readonly learning: string;
  readonly verdict: string;
  /** @param weekday ISO: 1 is Monday */
  readonly usual: (weekday: number) => string;
  readonly unusual: Readonly<Record<Direction, string>>;
  readonly holiday: (name: string) => string;
  readonly baselineUnusual: Readonly<Record<Direction, string>>;
  readonly baselineHoliday: (name: string) => string;
  readonly baselineUnknown: string;
}

const ptBR: AlertWords = {
  whole: 'Total',
  confirmedCount: (count, one) => (one ? `${count} alerta confirmado` : `${count} alertas confirmados`),
  noneConfirmed: 'Nenhum alerta confirmado',
  watch: 'A observar, não confirmado',
  watchNote: 'Não se distingue do acaso.',
  since: 'Desde',
  known: 'Já conhecidos',
  annotation: (kind, until, note) => {
    const said = {
      ack: 'ciente',
      snooze: `silenciado até ${until}`,
      true: 'confirmado por alguém',
      false: 'marcado como falso',
      event: 'data conhecida',
    }[kind];
    return note === '' ? said : `${said}: ${note}`;
  },
  event: (name, days, where) =>
    `${name} (${days}${where === '' ? '' : `, ${where}`}): data conhecida, não conta para o esperado dos outros dias.`,
  today: 'hoje',
  range: (lower, upper) => `${lower} a ${upper}`,
  detail: {
    vanished: 'desapareceu',
    shift: (day) => `novo nível desde ${day}`,
    holiday: (name) => `feriado ou data: ${name}`,
    mostlyIn: (segments) => `sobretudo em ${segments}`,
    folded: (count, one) =>
      one ? `inclui ${count} alerta de segmento` : `inclui ${count} alertas de segmentos`,
    worse: 'piorou',
    days: (count) => `${count}º dia`,
  },
  ended: (segment, metric, since) => `Encerrado: ${segment}, ${metric} (desde ${since}).`,
  rule: ({ direction, metrics, by, rate, change, impact }) =>
    `${direction} de ${metrics}${by === '' ? '' : `, do total a ${by}`}, frente ao que nível, dia da semana e calendário fazem esperar; ` +
    `confirmados a uma taxa de falsas descobertas de ${rate} por dia; diferenças abaixo de ${change} do esperado ou de ${impact} do segmento acima não contam.`,
  expected: (value, lower, upper) => `esperado ${value} (${lower} a ${upper})`,
  learning: 'aprendendo: menos de quatro semanas de histórico',
  verdict: 'Leitura',
  usual: (weekday) =>
    weekday >= 6
      ? `normal para um ${['sábado', 'domingo'][weekday - 6] ?? ''}`
      : `normal para uma ${['segunda', 'terça', 'quarta', 'quinta', 'sexta'][weekday - 1] ?? ''}`,
  unusual: { down: 'abaixo do normal', up: 'acima do normal' },
  holiday: (name) => name,
  baselineUnusual: { down: 'base abaixo do normal', up: 'base acima do normal' },
  baselineHoliday: (name) => `base: ${name}`,
  baselineUnknown: 'base sem histórico',
};

const enUS: AlertWords = {
  whole: 'Total',
  confirmedCount: (count, one) => (one ? `${count} confirmed alert` : `${count} confirmed alerts`),
  noneConfirmed: 'No confirmed alerts',
  watch: 'To watch, unconfirmed',
  watchNote: 'Not told apart from chance.',
  since: 'Since',
  known: 'Known already',
  annotation: (kind, until, note) => {
    const said = {
      ack: 'acknowledged',
      snooze: `snoozed until ${until}`,
      true: 'labelled true',
      false: 'labelled false',
      event: 'known event',
    }[kind];
    return note === '' ? said : `${said}: ${note}`;
  },
  event: (name, days, where) =>
    `${name} (${days}${where === '' ? '' : `, ${where}`}): a known event; what is expected of other days leaves it out.`,
  today: 'today',
  range: (lower, upper) => `${lower} to ${upper}`,
  detail: {
    vanished: 'vanished',
    shift: (day) => `new level since ${day}`,
    holiday: (name) => `holiday or date: ${name}`,
    mostlyIn: (segments) => `mostly in ${segments}`,
    folded: (count, one) => (one ? `holds ${count} segment alert` : `holds ${count} segment alerts`),
    worse: 'worse',
    days: (count) => `day ${count}`,
  },
  ended: (segment, metric, since) => `Ended: ${segment}, ${metric} (since ${since}).`,
  rule: ({ direction, metrics, by, rate, change, impact }) =>
    `${direction} of ${metrics}${by === '' ? '' : `, from the total to ${by}`}, against what level, weekday and calendar let expect; ` +
    `confirmed at a false discovery rate of ${rate} a day; differences below ${change} of the expected or ${impact} of the segment above do not count.`,
  expected: (value, lower, upper) => `expected ${value} (${lower} to ${upper})`,
  learning: 'learning: less than four weeks of history',
  verdict: 'Verdict',
  usual: (weekday) =>
    `usual for a ${['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday - 1] ?? ''}`,
  unusual: { down: 'unusually low', up: 'unusually high' },
  holiday: (name) => name,
  baselineUnusual: { down: 'baseline was unusually low', up: 'baseline was unusually high' },
  baselineHoliday: (name) => `baseline was ${name}`,
  baselineUnknown: 'baseline without history',
};

export const ALERT_WORDS: Readonly<Record<Locale, AlertWords>> = { 'pt-BR': ptBR, 'en-US': enUS };
