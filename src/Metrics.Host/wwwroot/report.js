// The report as it is published, of any month, tertial or year, for the organisation or one of its customers.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { address, ask } from './ask.js';
import { day, language, link, say } from './words.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const organisation = given.organisation ?? 'demo-live';
const files = [['xlsx', 'Excel'], ['csv', 'CSV'], ['md', 'Markdown'], ['json', 'JSON']];

// The month before the day that is known last: the one that is reported.
const lastMonth = today => new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7);

function Form({ asked, customers, onAsk }) {
  const send = event => {
    event.preventDefault();
    onAsk(Object.fromEntries(new FormData(event.target)));
  };
  return html`
    <form class="plan" onSubmit=${send}>
      <label>${say('period: 2023-11, 2023-T3 eller 2023', 'period: 2023-11, 2023-T3 or 2023')} <input name="period" value=${asked.period} pattern="\\d{4}(-\\d{2}|-T[1-3])?" required /></label>
      ${customers.length > 0 && html`<label>${say('kund', 'customer')} <select name="customer"><option value="">${say('alla', 'all')}</option>${customers.map(c => html`<option selected=${c === asked.customer}>${c}</option>`)}</select></label>`}
      <label>${say('som känt vid dagens slut', 'as known by the end of')} <input type="date" name="asOf" value=${asked.asOf} /></label>
      <button type="submit">${say('Visa', 'Show')}</button>
    </form>`;
}

function Shown({ asked }) {
  const [failed, fail] = useState(null), [text, tell] = useState(null);
  const question = { organisation, customer: asked.customer, asOf: asked.asOf, lang: language };
  const at = address(`report/${encodeURIComponent(asked.period)}`, { ...question, format: 'html' });
  useEffect(() => {
    fail(null);
    tell(null);
    // Asked here first: what is wrong is then said on the page, not within the frame.
    fetch(at).then(async answer => (answer.ok ? tell(true) : fail((await answer.json().catch(() => null))?.detail ?? `${answer.status} ${answer.statusText}`)), e => fail(e.message));
  }, [at]);
  if (failed) return html`<p role="alert" class="warning">${failed}</p>`;
  if (!text) return html`<p role="status">${say('Räknar …', 'Calculating …')}</p>`;
  return html`
    <p>${say('Hämta som', 'Get it as')} ${files.map(([format, name]) => html`<a href=${address(`report/${encodeURIComponent(asked.period)}`, { ...question, format })} download=${`${organisation}-${asked.period}.${format}`}>${name}</a> `)}<a href=${at} target="_blank" rel="noopener">${say('för utskrift', 'for print')}</a></p>
    <iframe class="paper" src=${at} title=${say(`Rapport ${asked.period}`, `Report ${asked.period}`)}></iframe>`;
}

function Page() {
  const [start, tell] = useState(null), [asked, setAsked] = useState(null), [failed, fail] = useState(null);
  useEffect(() => {
    document.title = say('Rapport', 'Report');
    ask('wall', { organisation }).then(async wall => {
      const today = day(wall.now, wall.zone);
      const customers = (await ask('kpis', { organisation, kpi: 'tickets-opened', from: `${today.slice(0, 4) - 1}-01-01`, per: 'customer' })).map(r => r.customer).filter(Boolean);
      tell({ wall, customers: [...new Set(customers)].sort() });
      setAsked({ period: given.period ?? lastMonth(today), customer: given.customer ?? '', asOf: given.asOf ?? '' });
    }).catch(e => fail(e.message));
  }, []);
  if (failed) return html`<main><h1>${say('Rapport', 'Report')}</h1><p role="alert" class="warning">${failed}</p></main>`;
  if (!asked) return html`<main><h1>${say('Rapport', 'Report')}</h1><p role="status">${say('Hämtar …', 'Loading …')}</p></main>`;
  return html`
    <main class="wide">
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${say('Rapport', 'Report')}, ${start.wall.label[language] ?? start.wall.label.sv}</h1>
      <${Form} asked=${asked} customers=${start.customers} onAsk=${setAsked} />
      <${Shown} asked=${asked} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
