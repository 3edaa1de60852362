// A figure: its value and goal, its history, how it is counted, and its receipt down to the rows.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { History } from './chart.js';
import { address, ask, rows } from './ask.js';
import { isShare, language, link, number, parts, plusDays, printed, say } from './words.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const cut = { organisation: given.organisation, unit: given.unit, customer: given.customer, 'case-type': given['case-type'], channel: given.channel, queue: given.queue, service: given.service };
const shownRows = 200, historyDays = 35;

function Target({ target }) {
  if (!target || target.value === null) return null;
  return html`<p>${say('mål', 'goal')} ${number(target.value)} · ${target.decision}, ${target.decidedOn}</p>`;
}

function Receipt({ receipt }) {
  return html`
    <h2>${say('Kvitto', 'Receipt')}</h2>
    <dl class="receipt">
      <dt>${say('räknas', 'formula')}</dt><dd lang="en">${receipt.formula}</dd>
      <dt>${say('medräknade', 'counted')}</dt><dd>${number(receipt.included)} ${say('fakta, berättade av', 'facts, told by')} ${number(receipt.events)} ${say('händelser', 'events')}</dd>
      ${receipt.excluded.filter(e => e.count > 0).map(e => html`<dt>${say('utelämnade', 'left out')}</dt><dd>${number(e.count)}: <span lang="en">${e.reason}</span></dd>`)}
      ${[...receipt.calendars, ...receipt.policies].map(t => html`<dt>${t.name}</dt><dd>${number(t.facts)} ${say('fakta', 'facts')}: <span lang="en">${t.says}</span></dd>`)}
      <dt>${say('omräknat ur fakta', 'recounted from the facts')}</dt><dd>${receipt.recounted.agrees ? say('samma', 'the same') : html`<strong class="warning">${say('inte samma: kör metrics verify', 'not the same: run metrics verify')}</strong>`}</dd>
    </dl>`;
}

function Variants({ receipt }) {
  if (receipt.variants.length < 2) return null;
  return html`
    <h2>${say('Varianter', 'Variants')}</h2>
    <table>
      <thead><tr><th scope="col">${say('variant', 'variant')}</th><th scope="col" class="number">${say('värde', 'value')}</th><th scope="col" class="number">${say('täljare / nämnare', 'numerator / denominator')}</th></tr></thead>
      <tbody>${receipt.variants.map(v => html`<tr class=${v.variant === receipt.variant ? 'chosen' : ''}><th scope="row">${v.variant}${v.contractual ? say(' (avtalets)', ' (the contract’s)') : ''}</th><td class="number">${printed(v)}</td><td class="number">${parts(v)}</td></tr>`)}</tbody>
    </table>`;
}

// The days of a period: a day or a month; null for others.
function daysOf(period) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return [period, plusDays(period, 1)];
  if (/^\d{4}-\d{2}$/.test(period)) return [`${period}-01`, new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 1)).toISOString().slice(0, 10)];
  return null;
}

// The same figure of each customer and case type; those that told nothing are left out.
function By({ receipt, question }) {
  const [found, tell] = useState([]);
  useEffect(() => {
    const days = daysOf(question.period);
    if (!days) return;
    const each = [['customer', r => r.customer, say('kund', 'customer')], ['case-type', r => r.caseType, say('ärendetyp', 'case type')]].filter(([per]) => !question[per]);
    Promise.all(each.map(([per]) => ask('kpis', { ...cut, kpi: given.kpi, from: days[0], to: days[1], per })))
      .then(all => tell(all.map((rows, i) => ({ per: each[i][0], name: each[i][2], rows: rows.filter(r => r.variant === receipt.variant && r.value !== null && each[i][1](r)).map(r => ({ ...r, member: each[i][1](r) })).toSorted((a, b) => (b.denominator ?? b.numerator) - (a.denominator ?? a.numerator)) }))), () => {});
  }, []);
  return found.filter(f => f.rows.length > 0).map(f => html`
    <h2>${say('Per', 'By')} ${f.name}</h2>
    <div class="parts" tabindex="0" role="region" aria-label=${say('Per', 'By') + ' ' + f.name}><table>
      <thead><tr><th scope="col">${f.name}</th><th scope="col" class="number">${say('värde', 'value')}</th><th scope="col" class="number">${say('täljare / nämnare', 'numerator / denominator')}</th></tr></thead>
      <tbody>${f.rows.map(r => html`<tr><th scope="row"><a href=${link('kpi.html', { ...given, [f.per]: r.member })}>${r.member}</a></th><td class="number">${printed(r)}</td><td class="number">${parts(r)}</td></tr>`)}</tbody>
    </table></div>`);
}

function Rows({ question }) {
  const [found, tell] = useState(null), [failed, fail] = useState(null), [asked, setAsked] = useState(false);
  const show = () => { setAsked(true); rows(`explain/${given.kpi}/rows`, question, shownRows).then(tell, e => fail(e.message)); };
  return html`
    <h2>${say('Rader', 'Rows')}</h2>
    <p>
      ${!asked && html`<button type="button" onClick=${show}>${say('Visa raderna bakom', 'Show the rows behind it')}</button> `}
      <a href=${address(`explain/${given.kpi}/rows`, question)} download>CSV</a> <a href=${address(`explain/${given.kpi}/rows`, { ...question, format: 'parquet' })} download>Parquet</a>
    </p>
    ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    ${found && html`<div class="rows" tabindex="0" role="region" aria-label=${say('Rader', 'Rows')}><table>
      <thead><tr>${found[0].map(c => html`<th scope="col">${c}</th>`)}</tr></thead>
      <tbody>${found.slice(1).map(r => html`<tr>${r.map(c => html`<td>${c}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${found.length > shownRows && html`<p>${say(`De första ${shownRows}; alla finns i filen.`, `The first ${shownRows}; all are in the file.`)}</p>`}`}`;
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
    const lastDay = /^\d{4}-\d{2}-\d{2}$/.test(question.period) ? question.period : null;
    const from = lastDay && plusDays(lastDay, 1 - historyDays);
    Promise.all([
      ask(`explain/${given.kpi}`, question), ask('catalogue', { organisation: given.organisation }),
      from ? ask('kpis', { ...cut, kpi: given.kpi, by: 'day', from, to: plusDays(lastDay, 1) }) : [],
    ]).then(([receipt, catalogue, history]) => tell({ receipt, kpi: catalogue.find(k => k.id === given.kpi), history: history.filter(h => h.variant === receipt.variant) }), e => fail(e.message));
  }, []);
  const { receipt, kpi, history } = state;
  if (failed) return html`<main><h1>${given.kpi}</h1><p role="alert" class="warning">${failed}</p></main>`;
  if (!receipt) return html`<main><h1>${given.kpi}</h1><p role="status">${say('Hämtar …', 'Loading …')}</p></main>`;
  const label = kpi?.label[language] ?? receipt.indicator ?? given.kpi;
  document.title = label;
  const share = isShare(receipt), points = (history ?? []).map(h => ({ at: Date.parse(h.period) / 1000, value: h.value === null ? null : share ? h.value * 100 : h.value }));
  const told = points.filter(p => p.value !== null);
  return html`
    <main>
      <p><a href=${link('./', { organisation: given.organisation ?? '' })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${[label, given.unit, given.customer, given['case-type']].filter(Boolean).join(', ')}</h1>
      <p class="value"><strong>${printed(receipt)}</strong> <span>${parts(receipt)} · ${receipt.period}</span></p>
      <${Target} target=${receipt.target} />
      ${receipt.stale && html`<p class="warning">${say('En källa har varit tyst för länge: något saknas.', 'A source has been silent for too long: something is missing.')}</p>`}
      ${kpi && html`<p><strong>${say('Så räknas den', 'How it is counted')}:</strong> ${kpi.says[language]}</p>`}
      ${told.length > 1 && html`<h2>${say('De senaste veckorna', 'The last weeks')}</h2>
        <${History} points=${points} goal=${receipt.target?.value ?? null} format=${v => (share ? `${number(v)}\u00a0%` : number(v))}
          text=${say(`${label} per dag: lägst ${number(Math.min(...told.map(p => p.value)), share ? 1 : 0)}, högst ${number(Math.max(...told.map(p => p.value)), share ? 1 : 0)}, senast ${number(told.at(-1).value, share ? 1 : 0)}`, `${label} by day: lowest ${number(Math.min(...told.map(p => p.value)), share ? 1 : 0)}, highest ${number(Math.max(...told.map(p => p.value)), share ? 1 : 0)}, last ${number(told.at(-1).value, share ? 1 : 0)}`)} />`}
      <${Variants} receipt=${receipt} />
      <${By} receipt=${receipt} question=${question} />
      <${Receipt} receipt=${receipt} />
      <${Rows} question=${question} />
      <${AsOf} now=${receipt} question=${question} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
