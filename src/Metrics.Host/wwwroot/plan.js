// What planners need: the calls of the next weeks, who is needed each half-hour of a day, and how well such forecasts would have done.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { Outlook } from './chart.js';
import { ask } from './ask.js';
import { day, link, number, percent, plusDays, say } from './words.js';

const given = Object.fromEntries(new URLSearchParams(location.search));
const organisation = given.organisation ?? 'demo-live', measure = 'contacts-offered';
const daysBack = 56, daysAhead = 28, testedDays = 7;

const seconds = period => Date.parse(period) / 1000;
const mean = of => { const known = of.filter(v => v !== null); return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null; };

function Form({ units, plan, onPlan }) {
  const send = event => {
    event.preventDefault();
    onPlan(Object.fromEntries(new FormData(event.target)));
  };
  return html`
    <form class="plan" onSubmit=${send}>
      <label>${say('enhet', 'unit')} <select name="unit">${units.map(u => html`<option value=${u} selected=${u === plan.unit}>${u}</option>`)}</select></label>
      <label>${say('dag', 'day')} <input type="date" name="day" value=${plan.day} required /></label>
      <label>${say('tid per samtal, s', 'time per call, s')} <input type="number" name="handling" min="1" max="36000" value=${plan.handling} required /></label>
      <label>${say('svar inom, s', 'answer within, s')} <input type="number" name="within" min="0" max="36000" value=${plan.within} required /></label>
      <label>${say('andel, %', 'share, %')} <input type="number" name="share" min="1" max="99" value=${plan.share} required /></label>
      <label>${say('tålamod, s (tomt: väntar alltid)', 'patience, s (empty: always wait)')} <input type="number" name="patience" min="1" max="36000" value=${plan.patience} /></label>
      <button type="submit">${say('Räkna', 'Calculate')}</button>
    </form>`;
}

function Staffing({ plan }) {
  const [found, tell] = useState(null), [failed, fail] = useState(null);
  useEffect(() => {
    tell(null);
    fail(null);
    ask(`staffing/${measure}`, { organisation, ...plan }).then(tell, e => fail(e.message));
  }, [plan]);
  if (failed) return html`<p role="alert" class="warning">${failed}</p>`;
  if (!found) return html`<p role="status">${say('Räknar …', 'Calculating …')}</p>`;
  if (found.rows.length === 0) return html`<p role="status">${say('Inga samtal väntas den dagen.', 'No calls are expected on that day.')}</p>`;
  return html`
    <p>${found.model === 'erlang-a' ? 'Erlang A' : 'Erlang C'}: ${say(`${number(plan.share)} % inom ${number(plan.within)} s`, `${number(plan.share)} % within ${number(plan.within)} s`)}</p>
    <table data-table="staffing">
      <thead><tr><th scope="col">${say('halvtimme', 'half hour')}</th><th scope="col" class="number">${say('samtal', 'calls')}</th><th scope="col" class="number">80 %</th><th scope="col" class="number">${say('agenter', 'agents')}</th><th scope="col" class="number">${say('för övre gränsen', 'for the upper bound')}</th><th scope="col" class="number">${say('inom tiden', 'in time')}</th><th scope="col" class="number">${say('beläggning', 'occupancy')}</th></tr></thead>
      <tbody>${found.rows.map(r => html`<tr><th scope="row">${r.period.slice(11)}</th><td class="number">${number(r.calls, 1)}</td><td class="number">${number(r.callsLow80)}–${number(r.callsHigh80)}</td><td class="number"><strong>${r.agents}</strong></td><td class="number">${r.agentsHigh80}</td><td class="number">${percent(r.answeredWithin)}</td><td class="number">${percent(r.occupancy)}</td></tr>`)}</tbody>
    </table>`;
}

function Ahead({ unit, today }) {
  const [found, tell] = useState(null), [failed, fail] = useState(null);
  useEffect(() => {
    tell(null);
    fail(null);
    Promise.all([
      ask('kpis', { organisation, unit, kpi: measure, by: 'day', from: plusDays(today, -daysBack), to: today }),
      ask(`forecast/${measure}`, { organisation, unit, by: 'day', horizon: daysAhead }),
      ask(`backtest/${measure}`, { organisation, unit, by: 'day', horizon: testedDays }),
    ]).then(([past, ahead, tests]) => tell({
      past: past.map(p => ({ at: seconds(p.period), value: p.value ?? 0 })), ahead: ahead.map(a => ({ at: seconds(a.period), ...a })), tests,
    }), e => fail(e.message));
  }, [unit]);
  if (failed) return html`<p role="alert" class="warning">${failed}</p>`;
  if (!found) return html`<p role="status">${say('Räknar …', 'Calculating …')}</p>`;
  if (found.ahead.length === 0) return html`<p role="status">${say('För lite är känt för en prognos.', 'Too little is known for a forecast.')}</p>`;
  const models = [...new Set(found.tests.map(t => t.model))].map(model => {
    const of = found.tests.filter(t => t.model === model);
    return { model, mase: mean(of.map(t => t.mase)), wape: mean(of.map(t => t.wape)), held: mean(of.map(t => t.coverage80)) };
  }).sort((a, b) => (a.mase ?? Infinity) - (b.mase ?? Infinity));
  const week = found.ahead.slice(0, 7).reduce((sum, a) => sum + a.mean, 0);
  return html`
    <${Outlook} past=${found.past} ahead=${found.ahead} text=${say(`Kontakter per dag: de senaste ${daysBack} dagarna och prognosen för ${daysAhead}; de första sju väntas ge ${number(week)}`, `Contacts by day: the last ${daysBack} days and the forecast of ${daysAhead}; the first seven are expected to bring ${number(week)}`)} />
    <p>${say('Prognos', 'Forecast')}: ${found.ahead[0].model}, ${say('banden håller 80 och 95 %', 'the bands hold 80 and 95 %')}. ${say('De första sju dagarna', 'The first seven days')}: ${number(week)}.</p>
    ${models.length > 0 && html`
      <h2>${say('Hur väl den skulle ha träffat', 'How well it would have done')}</h2>
      <table>
        <thead><tr><th scope="col">${say('metod', 'method')}</th><th scope="col" class="number">MASE</th><th scope="col" class="number">${say('fel, andel av samtalen', 'error, share of the calls')}</th><th scope="col" class="number">${say('80 % höll', '80 % held')}</th></tr></thead>
        <tbody>${models.map(m => html`<tr class=${m.model === 'combination' ? 'chosen' : ''}><th scope="row">${m.model === 'combination' ? say('prognosen', 'the forecast') : m.model === 'snaive' ? say('som förra veckan (snaive)', 'as last week (snaive)') : m.model}</th><td class="number">${number(m.mase, 3)}</td><td class="number">${percent(m.wape)}</td><td class="number">${m.held === null ? '–' : percent(m.held, 0)}</td></tr>`)}</tbody>
      </table>
      <p>${say(`En vecka framåt, från sex tidigare tillfällen. MASE under raden "som förra veckan" är bättre än den.`, `A week ahead, from six earlier moments. A MASE below the row "as last week" is better than it.`)}</p>`}`;
}

function Page() {
  const [start, tell] = useState(null), [plan, setPlan] = useState(null), [failed, fail] = useState(null);
  useEffect(() => {
    document.title = say('Planering', 'Planning');
    ask('wall', { organisation }).then(async wall => {
      const today = day(wall.now, wall.zone), tiles = wall.tiles.filter(t => t.serviceLevel && t.unit);
      const unit = given.unit ?? tiles[0]?.unit;
      const tile = tiles.find(t => t.unit === unit);
      const talk = unit && (await ask('kpis', { organisation, unit, kpi: 'talk-time', from: plusDays(today, -28), to: today })).find(r => r.contractual)?.value;
      tell({ today, units: tiles.map(t => t.unit).sort() });
      setPlan({ unit, day: given.day ?? plusDays(today, 1), handling: Math.round(talk ?? 180), within: tile?.serviceLevel.threshold ?? 120, share: tile?.goal?.value ?? 92, patience: '' });
    }).catch(e => fail(e.message));
  }, []);
  if (failed) return html`<main><h1>${say('Planering', 'Planning')}</h1><p role="alert" class="warning">${failed}</p></main>`;
  if (!start) return html`<main><h1>${say('Planering', 'Planning')}</h1><p role="status">${say('Hämtar …', 'Loading …')}</p></main>`;
  return html`
    <main>
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${say('Planering', 'Planning')}, ${plan.unit}</h1>
      <${Form} units=${start.units} plan=${plan} onPlan=${setPlan} />
      <h2>${say('Bemanning', 'Staffing')} ${plan.day}</h2>
      <${Staffing} plan=${plan} />
      <h2>${say('De närmaste veckorna', 'The next weeks')}</h2>
      <${Ahead} unit=${plan.unit} today=${start.today} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
