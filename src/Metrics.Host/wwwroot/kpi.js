// A figure: its value and goal, its history, how it is counted, and its receipt down to the rows.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { History } from './chart.js';
import { address, ask, rows } from './ask.js';
import { readable } from './facts.js';
import { isShare, language, link, marks, number, parts, plusDays, printed, say } from './words.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const cut = { organisation: given.organisation, unit: given.unit, customer: given.customer, 'case-type': given['case-type'], channel: given.channel, queue: given.queue, service: given.service };
// What the receipt of a report's indicator has none of: its parts' receipts have it.
const ofIndicators = { variants: [], disturbances: [], standing: 'unknown', threshold: null, variant: '' };
const shownRows = 200, historyDays = 35, shownIncidents = 5;

function Target({ receipt }) {
  const { target, standing } = receipt, [mark, word] = marks[standing];
  if (!target || target.value === null) return null;
  return html`<p class="standing ${standing}">${standing !== 'unknown' && html`<strong><span aria-hidden="true">${mark}</span> ${word}</strong> · `}${say('mål', 'goal')} ${number(target.value)} · ${target.decision}, ${target.decidedOn}</p>`;
}

// What tells a variant of a figure from the others, with its limit: of all offered, 120 s.
function wordsOf(kpi, figure) {
  const says = kpi?.variants.find(v => figure.variant === v.id || figure.variant === `${v.id}-${figure.threshold}`)?.says[language];
  const limit = figure.threshold === null ? null : `${figure.threshold}\u00a0${kpi?.thresholdsIn === 'hours' ? 'h' : 's'}`;
  return [says, limit].filter(Boolean).join(', ');
}

// The sentence of a formula stands above in the reader's language; what is summed stands in brackets.
const summed = formula => /^[^[]*\[(.*)\]$/.exec(formula)?.[1] ?? formula;

function Receipt({ receipt, isSaid }) {
  return html`
    <h2>${say('Kvitto', 'Receipt')}</h2>
    <dl class="receipt">
      <dt>${say('räknas', 'formula')}</dt><dd lang="en">${isSaid ? summed(receipt.formula) : receipt.formula}</dd>
      <dt>${say('medräknade', 'counted')}</dt><dd>${number(receipt.included)} ${say('fakta, berättade av', 'facts, told by')} ${number(receipt.events)} ${say('händelser', 'events')}</dd>
      ${receipt.excluded.filter(e => e.count > 0).map(e => html`<dt>${say('utelämnade', 'left out')}</dt><dd>${number(e.count)}: ${e.label[language]}</dd>`)}
      ${[...receipt.calendars, ...receipt.policies].map(t => html`<dt>${t.name}</dt><dd>${number(t.facts)} ${say('fakta', 'facts')}: ${t.says[language]}</dd>`)}
      <dt>${say('omräknat ur fakta', 'recounted from the facts')}</dt><dd>${receipt.recounted.agrees ? say('samma', 'the same') : html`<strong class="warning">${say('inte samma: kör metrics verify', 'not the same: run metrics verify')}</strong>`}</dd>
    </dl>`;
}

// What happened meanwhile: the first thing that anybody asks of a figure that is out of the common.
function Disturbances({ receipt }) {
  const at = (time, day) => (time.slice(0, 10) === day ? '' : `${time.slice(0, 10)} `) + time.slice(11, 16);
  return receipt.disturbances.slice(-shownIncidents).map(d => html`
    <p class="warning">${say('Större incident', 'Major incident')}: ${[d.service, d.unit].filter(Boolean).join(', ') || d.ticket}, ${at(d.from, receipt.period)}–${d.until ? at(d.until, receipt.period) : say('pågår', 'not over')} · ${d.ticket}</p>`);
}

function Variants({ receipt, kpi }) {
  if (receipt.variants.length < 2) return null;
  return html`
    <h2>${say('Varianter', 'Variants')}</h2>
    <div class="parts" tabindex="0" role="region" aria-label=${say('Varianter', 'Variants')}><table>
      <thead><tr><th scope="col">${say('variant', 'variant')}</th><th scope="col" class="number">${say('värde', 'value')}</th><th scope="col" class="number">${say('täljare / nämnare', 'numerator / denominator')}</th><th scope="col">${say('namn', 'name')}</th></tr></thead>
      <tbody>${receipt.variants.map(v => html`<tr class=${v.variant === receipt.variant ? 'chosen' : ''}><th scope="row">${wordsOf(kpi, v) || v.variant}${v.contractual ? say(' (avtalets)', ' (the contract’s)') : ''}</th><td class="number">${printed(v)}</td><td class="number">${parts(v)}</td><td lang="en">${v.variant}</td></tr>`)}</tbody>
    </table></div>`;
}

const isDay = period => /^\d{4}-\d{2}-\d{2}$/.test(period), isHour = period => /^\d{4}-\d{2}-\d{2}T/.test(period);

// What a member lacks to the whole, and how much of all that is lacking it is.
function rest(row, rows) {
  const all = rows.reduce((sum, r) => sum + r.denominator - r.numerator, 0), lacks = row.denominator - row.numerator;
  return all > 0 ? `${number(lacks)} (${number(100 * lacks / all)}\u00a0%)` : number(lacks);
}

// The same figure of each hour, case type and customer: all its rows.
async function askParts(question) {
  const bySize = (a, b) => size(b) - size(a);
  const each = [
    { asks: { by: 'hour' }, name: say('timme', 'hour'), member: r => r.period.slice(11, 13), to: r => ({ period: r.period }), order: (a, b) => a.period.localeCompare(b.period), shown: isDay(question.period) },
    { asks: { per: 'case-type' }, name: say('ärendetyp', 'case type'), member: r => r.caseType, to: r => ({ 'case-type': r.caseType }), order: bySize, shown: !question['case-type'] },
    { asks: { per: 'customer' }, name: say('kund', 'customer'), member: r => r.customer, to: r => ({ customer: r.customer }), order: bySize, shown: !question.customer },
  ].filter(e => e.shown);
  // A KPI that is counted by the day has no hours.
  const all = await Promise.all(each.map(e => ask('kpis', { ...cut, kpi: given.kpi, period: question.period, ...e.asks }).catch(() => [])));
  return all.map((rows, i) => ({ ...each[i], rows }));
}

const size = r => r.denominator ?? r.numerator;

// An hour that the night in October has twice says which of the two it is.
const nameOf = (f, r) => (f.rows.filter(other => f.member(other) === f.member(r)).length > 1 ? `${f.member(r)} (${r.period.slice(13)})` : f.member(r));

// Those that told nothing are left out.
function By({ receipt, parts: all }) {
  const found = all.map(f => ({ ...f, rows: f.rows.filter(r => r.variant === receipt.variant && r.value !== null && size(r) > 0 && f.member(r)).toSorted(f.order) }));
  return found.filter(f => f.rows.length > 0).map(f => html`
    <h2>${say('Per', 'By')} ${f.name}</h2>
    <div class="parts" tabindex="0" role="region" aria-label=${say('Per', 'By') + ' ' + f.name}><table>
      <thead><tr><th scope="col">${f.name}</th><th scope="col" class="number">${say('värde', 'value')}</th><th scope="col" class="number">${say('täljare / nämnare', 'numerator / denominator')}</th>${isShare(receipt) && html`<th scope="col" class="number">${say('saknas till 100 % (av allt som saknas)', 'lacking to 100 % (of all that is)')}</th>`}</tr></thead>
      <tbody>${f.rows.map(r => html`<tr><th scope="row"><a href=${link('kpi.html', { ...given, ...f.to(r) })}>${nameOf(f, r)}</a></th><td class="number">${printed(r)}</td><td class="number">${parts(r)}</td>${isShare(receipt) && html`<td class="number">${rest(r, f.rows)}</td>`}</tr>`)}</tbody>
    </table></div>`);
}

function Rows({ question }) {
  const [found, tell] = useState(null), [failed, fail] = useState(null), [asked, setAsked] = useState(false);
  const show = () => {
    setAsked(true);
    Promise.all([rows(`explain/${given.kpi}/rows`, question, shownRows), ask('configuration', { organisation: given.organisation })])
      .then(([told, configuration]) => tell({ ...readable(told, configuration.zone), more: told.length > shownRows }), e => fail(e.message));
  };
  return html`
    <h2>${say('Rader', 'Rows')}</h2>
    <p>
      ${!asked && html`<button type="button" onClick=${show}>${say('Visa raderna bakom', 'Show the rows behind it')}</button> `}
      <a href=${address(`explain/${given.kpi}/rows`, question)} download>CSV</a> <a href=${address(`explain/${given.kpi}/rows`, { ...question, format: 'parquet' })} download>Parquet</a>
    </p>
    ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    ${found && html`<div class="rows" tabindex="0" role="region" aria-label=${say('Rader', 'Rows')}><table>
      <thead><tr>${found.heads.map(c => html`<th scope="col">${c}</th>`)}</tr></thead>
      <tbody>${found.rows.map(r => html`<tr>${r.map(c => html`<td>${c}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${found.more && html`<p>${say(`De första ${shownRows}; alla finns i filen.`, `The first ${shownRows}; all are in the file.`)}</p>`}`}`;
}

function AsOf({ now, question }) {
  const [then, tell] = useState(null), [failed, fail] = useState(null);
  const look = event => {
    event.preventDefault();
    const asOf = new FormData(event.target).get('asOf');
    fail(null);
    tell(null);
    if (asOf) ask(`explain/${given.kpi}`, { ...question, asOf }).then(r => tell({ asOf, receipt: r }), e => fail(e.message));
  };
  return html`
    <h2>${say('Som det var känt', 'As it was known')}</h2>
    <form onSubmit=${look}><label>${say('till och med dagen', 'by the end of')} <input type="date" name="asOf" required /></label> <button type="submit">${say('Jämför', 'Compare')}</button></form>
    ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    ${then && html`<p role="status">${then.asOf}: <strong>${printed(then.receipt)}</strong> ${parts(then.receipt)} · ${say('nu', 'now')}: <strong>${printed(now)}</strong> ${parts(now)}${then.receipt.numerator === now.numerator && then.receipt.denominator === now.denominator ? say(' · oförändrat', ' · unchanged') : ''}</p>`}`;
}

function Page() {
  const [state, tell] = useState({}), [failed, fail] = useState(null);
  const question = { ...cut, period: given.period ?? 'total', variant: given.variant };
  useEffect(() => {
    const lastDay = isDay(question.period) ? question.period : null;
    const from = lastDay && plusDays(lastDay, 1 - historyDays);
    Promise.all([
      ask(`explain/${given.kpi}`, question), ask('catalogue', { organisation: given.organisation }),
      from ? ask('kpis', { ...cut, kpi: given.kpi, by: 'day', from, to: plusDays(lastDay, 1) }) : [], askParts(question),
    ]).then(([told, catalogue, history, members]) => { const receipt = { ...ofIndicators, ...told }; tell({ receipt, members, kpi: catalogue.find(k => k.id === given.kpi), history: history.filter(h => h.variant === receipt.variant) }); }).catch(e => fail(e.message));
  }, []);
  const { receipt, kpi, history, members } = state;
  if (failed) return html`<main><h1>${given.kpi}</h1><p role="alert" class="warning">${failed}</p></main>`;
  if (!receipt) return html`<main><h1>${given.kpi}</h1><p role="status">${say('Hämtar …', 'Loading …')}</p></main>`;
  const label = kpi?.label[language] ?? receipt.indicator ?? given.kpi;
  document.title = label;
  // Of a part, the page of the whole: of an hour, its day.
  const { customer, 'case-type': caseType, ...whole } = given, up = customer || caseType || isHour(question.period) ? { ...whole, period: question.period.slice(0, 10) } : null;
  const share = isShare(receipt), points = (history ?? []).map(h => ({ at: Date.parse(h.period) / 1000, value: h.value === null ? null : share ? h.value * 100 : h.value }));
  const counted = wordsOf(kpi, receipt.variants.find(v => v.variant === receipt.variant) ?? receipt);
  const told = points.filter(p => p.value !== null);
  return html`
    <main>
      <p>
        <a href=${link('./', { organisation: given.organisation ?? '' })}>${say('Till väggen', 'To the wall')}</a>
        ${up && html` · <a href=${link('kpi.html', up)}>${say('Till', 'To')} ${[label, given.unit, up.period].filter(Boolean).join(', ')}</a>`}
      </p>
      <h1>${[label, given.unit, given.customer, given['case-type']].filter(Boolean).join(', ')}</h1>
      <p class="value"><strong>${printed(receipt)}</strong> <span>${parts(receipt)} · ${receipt.period}</span></p>
      <${Target} receipt=${receipt} />
      ${receipt.stale && html`<p class="warning">${say('En källa har varit tyst för länge: något saknas.', 'A source has been silent for too long: something is missing.')}</p>`}
      <${Disturbances} receipt=${receipt} />
      ${kpi && html`<p><strong>${say('Så räknas den', 'How it is counted')}:</strong> ${kpi.says[language]}${counted && ` ${say('Här', 'Here')}: ${counted}.`}</p>`}
      ${told.length > 1 && html`<h2>${say('De senaste veckorna', 'The last weeks')}</h2>
        <${History} points=${points} goal=${receipt.target?.value ?? null} format=${v => (share ? `${number(v)}\u00a0%` : number(v))}
          text=${say(`${label} per dag: lägst ${number(Math.min(...told.map(p => p.value)), share ? 1 : 0)}, högst ${number(Math.max(...told.map(p => p.value)), share ? 1 : 0)}, senast ${number(told.at(-1).value, share ? 1 : 0)}`, `${label} by day: lowest ${number(Math.min(...told.map(p => p.value)), share ? 1 : 0)}, highest ${number(Math.max(...told.map(p => p.value)), share ? 1 : 0)}, last ${number(told.at(-1).value, share ? 1 : 0)}`)} />`}
      <${By} receipt=${receipt} parts=${members} />
      <${Variants} receipt=${receipt} kpi=${kpi} />
      <${Receipt} receipt=${receipt} isSaid=${Boolean(kpi)} />
      <${Rows} question=${question} />
      <${AsOf} now=${receipt} question=${question} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
