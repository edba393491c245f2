import type { Words } from './word-list.ts';

export const ptBR: Words = {
  weekdays: [
    'segunda-feira',
    'terça-feira',
    'quarta-feira',
    'quinta-feira',
    'sexta-feira',
    'sábado',
    'domingo',
  ],
  weekdaysShort: ['seg.', 'ter.', 'qua.', 'qui.', 'sex.', 'sáb.', 'dom.'],
  monthsShort: [
    'jan.',
    'fev.',
    'mar.',
    'abr.',
    'mai.',
    'jun.',
    'jul.',
    'ago.',
    'set.',
    'out.',
    'nov.',
    'dez.',
  ],
  magnitudes: ['mil', 'mi', 'bi', 'tri'],
  magnitudeGap: '\u00a0',
  percentSign: '\u00a0%',
  percentagePoints: '\u00a0p.p.',

  metric: 'Métrica',
  value: 'Valor',
  comparison: 'Comparação',
  comparisons: 'Comparações',
  day: 'Dia',
  baseline: 'Base',
  delta: 'Diferença',
  percent: 'Variação',
  share: 'Part.',
  segment: 'Segmento',
  summary: 'Resumo',
  definitions: 'Definições',
  emptyValue: '(vazio)',
  noSegments: 'Nenhum segmento com dados.',
  moreSegments: (count, one) => (one ? `mais ${count} segmento` : `mais ${count} segmentos`),

  missing: {
    'no-data': 'sem dados nesse dia',
    'before-history': 'antes do primeiro dia carregado',
    'incomplete-day': 'o dia está incompleto',
    'zero-baseline': 'a base é zero',
    'zero-denominator': 'o denominador é zero',
  },
  missingShort: {
    'no-data': 'sem dados',
    'before-history': 'sem hist.',
    'incomplete-day': 'parcial',
    'zero-baseline': 'base zero',
    'zero-denominator': 'div. zero',
  },
  missingDay: ({ requested, used, since }) =>
    since === null
      ? `Os dados de ${requested} não chegaram. Este relatório é de ${used}, o último dia com dados.`
      : `Os dados de ${since} a ${requested} não chegaram. Este relatório é de ${used}, o último dia com dados.`,
  dayWithoutRows: (requested, used) =>
    `Sem dados em ${requested}, e não eram esperados. Este relatório é de ${used}, o último dia com dados.`,
  noData: (day) => `SEM DADOS DE ${day}`,
  noDataSince: (day) => `SEM DADOS DESDE ${day}`,
  partial: 'PARCIAL',
  incompleteDay: (findings) =>
    `O dia está incompleto${findings === '' ? '' : `: ${findings}`}. Os alertas estão silenciados, e valores e comparações são do que chegou.`,
  foundRows: (found, usual) => `${found} linhas, em geral ${usual}`,
  foundSegments: (found, usual) => `${found} segmentos, em geral ${usual}`,
  lacking: (names, more) => `faltam: ${names}${more === null ? '' : ` e mais ${more}`}`,
  foundLastRow: (found, usual) => `última linha às ${found}, em geral ${usual}`,
  incompleteBaselines: (days) => `Comparado com dias incompletos: ${days}.`,
  filteredRows: (count, one) =>
    one
      ? `${count} linha do dia ficou fora de todas as métricas, pelo filtro do conjunto de dados.`
      : `${count} linhas do dia ficaram fora de todas as métricas, pelo filtro do conjunto de dados.`,
  countedThings: {
    rows: (count, one) => (one ? `${count} linha` : `${count} linhas`),
    values: (count, one) => (one ? `${count} valor` : `${count} valores`),
    days: (count, one) => (one ? `${count} dia` : `${count} dias`),
    'days-late': (count, one) => (one ? `${count} dia de atraso` : `${count} dias de atraso`),
  },
  dataTest: ({ name, count, undone }) =>
    undone
      ? `A última carga foi desfeita pelo teste de dados ${name} (${count})`
      : `A última carga não passou no teste de dados ${name} (${count})`,

  trend: (days) => `últimos ${days} dias`,
  lowest: 'mín.',
  highest: 'máx.',
  dayWithoutData: 'dia sem dados',

  alerts: 'Alertas',
  alertCount: (count, one) => (one ? `${count} alerta` : `${count} alertas`),
  noAlerts: 'Nenhum alerta',
  mutedAlerts: 'Alertas silenciados',
  mutedBecause: 'O dia está incompleto; nenhum segmento foi avaliado.',
  expected: 'Esperado',
  offExpected: 'Desvio',
  rule: 'Regra',
  ruleText: ({ days, condition, direction, metrics, by }) =>
    `${direction} em ${metrics}${by === '' ? '' : `, por ${by}`}: alerta quando ${condition}, contra a média e o desvio padrão dos ${days} dias anteriores.`,
  direction: { down: 'quedas', up: 'altas', both: 'quedas e altas' },
  evaluated: (count, one) => (one ? `${count} combinação avaliada` : `${count} combinações avaliadas`),
  unwatched: (count, one) =>
    one
      ? `${count} segmento menor não é observado por si só.`
      : `${count} segmentos menores não são observados por si sós.`,
  withoutHistory: (count) => `${count} sem histórico suficiente`,
  restatements: 'Dias revisados',
  restatementsNote:
    'Valores de dias anteriores que cargas posteriores mudaram: relatórios feitos antes mostram os antigos.',
  before: 'Antes',
  after: 'Depois',
  moreRestated: (count, one) => (one ? `mais ${count} valor revisado` : `mais ${count} valores revisados`),

  why: 'Por quê',
  contribution: 'Contribuição',
  whyNote:
    'As contribuições somam a diferença exata. Dizem em que segmentos ela apareceu, não o que a provocou.',
  asExpected: 'Como esperado: dentro da faixa, e nenhum segmento em alerta.',
  leftOutDimensions: (dimensions) => `Fora da análise, por terem valores demais: ${dimensions}.`,
  explainedBest: (dimensions) => `Melhor explicado por ${dimensions}.`,
  evenlySpread: (metric) => `Nenhuma dimensão se destaca: as participações em ${metric} quase não mudaram.`,
  others: (count) => `outros (${count})`,
  presence: { new: 'novo', vanished: 'sumiu' },
  cameAndWent: {
    new: (count, amount) => `novos: ${count} (${amount})`,
    vanished: (count, amount) => `sumiram: ${count} (${amount})`,
  },
  volume: 'Volume',
  mixOf: (dimension) => `Mix de ${dimension}`,
  withinOf: (dimension) => `Dentro de ${dimension}`,
  rateAndMix: 'Taxa e mix',
  newOrGone: 'Novos ou sumidos',
  rateChange: ({ metric, delta, within, mix, newOrGone, dimension }) =>
    `${metric} ${delta}: ${within} dentro de ${dimension}, ${mix} de mix${newOrGone === null ? '' : `, ${newOrGone} de novos ou sumidos`}.`,
  simpson: {
    'every-segment': ({ metric, dimension, direction }) =>
      direction === 'up'
        ? `Paradoxo de Simpson: ${metric} subiu no total e em nenhum valor de ${dimension}; a alta está no mix.`
        : `Paradoxo de Simpson: ${metric} caiu no total e em nenhum valor de ${dimension}; a queda está no mix.`,
    together: ({ metric, dimension, direction }) =>
      direction === 'up'
        ? `Mix contra taxas, como no paradoxo de Simpson: ${metric} subiu no total, mas caiu dentro de ${dimension}; a alta está no mix.`
        : `Mix contra taxas, como no paradoxo de Simpson: ${metric} caiu no total, mas subiu dentro de ${dimension}; a queda está no mix.`,
  },

  outlook: 'Para onde vai',
  outlookMonth: (month, elapsed, days) => `${month}, dia ${elapsed} de ${days}`,
  monthToDate: 'No mês até o dia',
  monthEnd: 'Fim do mês',
  forecast: 'Previsão',
  interval: 'Faixa de 80\u00a0%',
  target: 'Meta',
  ofTarget: '% da meta',
  nextDays: 'próximos 7 dias',
  nextWeeks: 'próximas 8 semanas',
  outlookLearning: (days) => `Aprendendo: previsões precisam de ${days} dias com dados.`,
  outlookPartial: 'O acumulado do mês está incompleto.',
  outlookMissing: (count, one) =>
    one
      ? `${count} dia do mês sem dados: a projeção usa o habitual do dia da semana.`
      : `${count} dias do mês sem dados: a projeção usa o habitual do dia da semana.`,
  outlookNote:
    'As faixas vêm dos erros de previsões passadas do mesmo alcance e devem conter 8 de cada 10 resultados.',
  targetReached: ({ metric, percent, position }) => {
    if (position === null) return `${metric}: ${percent} da meta até aqui.`;
    const where = { above: 'acima da', inside: 'dentro da', below: 'abaixo da' }[position];
    return `${metric}: projeção de ${percent} da meta; a meta está ${where} faixa de 80\u00a0%.`;
  },
  targetsAbove: (names) => `A meta está acima da faixa de 80\u00a0%: ${names}.`,
  moreTargets: (count, one) =>
    one ? `Mais ${count} segmento tem meta.` : `Mais ${count} segmentos têm metas.`,

  and: 'e',

  continued: 'continuação',
  replacedCharacters: (placeholder) =>
    `${placeholder} marca um caractere que a fonte deste PDF não tem; o texto original está nos relatórios em Markdown e JSON.`,
};
