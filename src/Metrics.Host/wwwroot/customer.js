// One customer: this month's figures, each leading to where it comes from, and its report.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { ask } from './ask.js';
import { day, language, link, parts, plusDays, printed, say } from './words.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const organisation = given.organisation ?? 'demo-live';

function Figures({ customer, wall, labels }) {
  const [rows, tell] = useState(null), [failed, fail] = useState(null);
  const today = day(wall.now, wall.zone), month = today.slice(0, 7);
  useEffect(() => {
    tell(null);
    fail(null);
    ask('kpis', { organisation, customer, from: `${month}-01`, to: plusDays(today, 1) }).then(all => tell(all.filter(r => r.contractual && r.value !== null)), e => fail(e.message));
  }, [customer]);
  if (failed) return html`<p role="alert" class="warning">${failed}</p>`;
  if (!rows) return html`<p role="status">${say('Hämtar …', 'Loading …')}</p>`;
  if (rows.length === 0) return html`<p role="status">${say('Inget är berättat om kunden den här månaden.', 'Nothing is told of the customer this month.')}</p>`;
  return html`
    <h2>${month}</h2>
    <div class="parts" tabindex="0" role="region" aria-label=${month}><table>
      <thead><tr><th scope="col">KPI</th><th scope="col" class="number">${say('värde', 'value')}</th><th scope="col" class="number">${say('täljare / nämnare', 'numerator / denominator')}</th></tr></thead>
      <tbody>${rows.map(r => html`<tr><th scope="row"><a href=${link('kpi.html', { kpi: r.kpi, organisation, customer, period: month })}>${labels.get(r.kpi)?.[language] ?? r.kpi}</a></th><td class="number">${printed(r)}</td><td class="number">${parts(r)}</td></tr>`)}</tbody>
    </table></div>
    <p><a href=${link('report.html', { organisation, customer, period: month })}>${say('Kundens rapport', 'The customer’s report')}</a></p>`;
}

function Page() {
  const [start, tell] = useState(null), [customer, choose] = useState(given.customer ?? ''), [failed, fail] = useState(null);
  useEffect(() => {
    document.title = say('Kund', 'Customer');
    Promise.all([ask('wall', { organisation }), ask('catalogue', { organisation }), ask('kpis', { organisation, kpi: 'tickets-opened', per: 'customer' })]).then(([wall, catalogue, opened]) => {
      const customers = [...new Set(opened.map(r => r.customer).filter(Boolean))].sort();
      tell({ wall, labels: new Map(catalogue.map(k => [k.id, k.label])), customers });
      choose(given.customer ?? customers[0] ?? '');
    }).catch(e => fail(e.message));
  }, []);
  if (!start) return html`<main><h1>${say('Kund', 'Customer')}</h1><p role=${failed ? 'alert' : 'status'}>${failed ?? say('Hämtar …', 'Loading …')}</p></main>`;
  return html`
    <main>
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${customer || say('Kund', 'Customer')}</h1>
      <p><label>${say('kund', 'customer')} <select onChange=${event => choose(event.target.value)}>${start.customers.map(c => html`<option value=${c} selected=${c === customer}>${c}</option>`)}</select></label></p>
      ${customer ? html`<${Figures} customer=${customer} wall=${start.wall} labels=${start.labels} />` : html`<p role="status">${say('Ingen kund är känd.', 'No customer is known.')}</p>`}
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
