/**
 * The words of column names that tell what a column means, in English and Portuguese. Only `kpi init` guesses by
 * name, and every guess is written into kpi.yaml with its reason, to be corrected there.
 */
const list = (words: string) => new Set(words.trim().split(/\s+/));

/** The day that a row belongs to. */
const time = list(`date day dt data dia datetime timestamp time ts when moment momento datahora reference
  referencia competencia created criado criada order ordered purchase purchased compra pedido venda sale sold
  transaction event evento occurred paid payment pagamento`);
/** Days that belong to a row without being its own. */
const otherTime = list(`birth birthday nascimento dob updated modified atualizado atualizada alterado deleted
  removed canceled cancelled cancelado expiry expires expiration validade vencimento due deadline prazo delivery
  delivered entrega entregue estimated estimada shipped ship shipping limit start inicio end fim signup approved`);
const money =
  list(`amount amt valor revenue receita faturamento sales vendas total subtotal gmv tpv cost costs
  custo custos spend gasto gastos expense expenses despesa despesas profit lucro income renda margin margem fee
  fees tarifa discount desconto descontos freight frete tax taxes imposto impostos refund refunds reembolso gross
  net bruto liquido commission comissao payment pagamento money dinheiro usd brl eur price preco ticket salary value
  bill`);
/** Amounts of which less is better. */
const cost =
  list(`cost costs custo custos spend gasto gastos expense expenses despesa despesas fee fees tarifa
  discount desconto descontos freight frete tax taxes imposto impostos refund refunds reembolso refunded
  canceled cancelled cancelado cancelamentos returns devolucoes churn complaints reclamacoes errors erros`);
/** Says that a column adds up, whatever else its name says: total_price. */
const total = list(`total totals sum soma subtotal gross bruto net liquido`);
/** Adds up, and counts things. */
const count =
  list(`qty quantity quantidade qtd qtde count num number units unidades unidade volume orders pedidos
  transactions transacoes items itens visits visitas views clicks cliques sessions sessoes users usuarios
  customers clientes merchants visitors leads conversions impressions impressoes tickets calls chamadas passengers passageiros trips
  viagens purchases compras signups downloads events eventos minutes minutos hours horas seconds segundos bytes
  installs pieces pecas sold weight peso points pontos`);
/** Things of which a row of daily figures has many: what amounts are divided by. */
const occurrences = list(`orders pedidos transactions transacoes purchases compras trips viagens sales vendas
  tickets sessions sessoes visits visitas`);
/** A mean over rows says something, a sum does not. */
const average = list(`price preco unit unitario unitaria avg average mean media medio score rating nota stars
  estrelas age idade temperature temperatura temp duration duracao latency latencia speed velocidade height altura
  width largura length comprimento size tamanho delay atraso satisfaction satisfacao nps csat`);
/** Neither a sum nor a mean of the rows is right: the parts are not in the column. */
const share =
  list(`rate taxa ratio razao percent percentage pct perc percentual porcentagem share ctr cpc cpm cpa
  roas index indice growth crescimento probability factor fator multiplier cotacao exchange zscore`);
/** A level at the end of the day: adds up over dimensions, not over days. */
const level = list(`balance saldo stock estoque inventory mrr arr headcount backlog`);
const identifier =
  list(`id ids uuid guid key code codigo cod sku ean barcode cpf cnpj ssn hash token zip zipcode cep postal postcode phone telefone fone celular fax rg nsu nf invoice serial matricula lat lon lng
  latitude longitude ref row line linha seq sequence`);
/** Counts of those who may be in many rows at once: a sum would count them again and again. */
const people =
  list(`users usuarios customers clientes merchants visitors visitantes accounts contas subscribers
  assinantes players jogadores sellers vendedores buyers compradores members membros`);
/** Those who came on a day are in no other. */
const arrivals = list(`new novo novos nova novas first signup signups acquired`);
/** Names one row, where it is different in every row. */
const rowId = list(`id uuid guid key hash token invoice nsu nf protocolo protocol`);
/** Of several amounts, the one that people mean. */
const headline = list(`revenue receita faturamento gmv tpv total sales vendas`);
/** Free text about one row: many values even where a sample has few. */
const personal = list(`name nome email mail url link address endereco description descricao comment comments
  comentario note notes observacao obs message mensagem title titulo`);
const calendar = list(`year ano month mes week semana weekday dow quarter trimestre semestre dayofweek`);
const flag = list(`is has flag ativo active enabled paid pago success valid new novo`);

const VOCABULARY = {
  time,
  otherTime,
  money,
  cost,
  total,
  count,
  occurrences,
  average,
  share,
  level,
  identifier,
  people,
  arrivals,
  rowId,
  headline,
  personal,
  calendar,
  flag,
};

/** The first word of a column's name that belongs to the kind, or undefined. */
export function hint(name: string, kind: keyof typeof VOCABULARY): string | undefined {
  // The number of an order names it; a number of orders counts them.
  const numberOf =
    kind === 'identifier' || kind === 'rowId' ? /_(number|num|no|nr|nro|numero)$/.exec(name)?.[1] : undefined;
  return numberOf ?? name.split('_').find((word) => VOCABULARY[kind].has(word));
}
