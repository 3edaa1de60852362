// The alarms that aren't over, who has seen to them, and their log.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { words, when } from './alarm.js';
import { address, ask, send } from './ask.js';
import { follow } from './live.js';
import { language, link, say } from './words.js';

const organisation = new URLSearchParams(location.search).get('organisation') ?? 'demo-live';
const shownLines = 200;
const steps = { raised: say('utlöst', 'raised'), cleared: say('över', 'over'), acknowledged: say('kvitterat', 'acknowledged') };
const reasons = { closed: say('enheten stängde', 'the unit closed'), gone: say('inte längre aktuellt', 'no longer so') };

function Acknowledge({ alarm, onDone }) {
  const [failed, fail] = useState(null), [needsKey, need] = useState(false);
  const tell = async event => {
    event.preventDefault();
    const { key, ...said } = Object.fromEntries(new FormData(event.target));
    fail(null);
    try {
      await send(`alarms/${alarm.id}/acknowledge`, { organisation }, said, key);
      onDone();
    } catch (e) {
      need(e.needsKey);
      fail(e.message);
    }
  };
  return html`
    <form class="plan" onSubmit=${tell}>
      <label>${say('vem', 'who')} <input name="by" maxlength="100" autocomplete="name" required /></label>
      <label>${say('anteckning', 'note')} <input name="note" maxlength="1000" /></label>
      ${needsKey && html`<label>${say('nyckel som får skriva', 'key that may write')} <input type="password" name="key" autocomplete="off" required /></label>`}
      <button type="submit">${say('Kvittera', 'Acknowledge')}</button>
      ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    </form>`;
}

function Page() {
  const [wall, tell] = useState(null), [alarms, setAlarms] = useState([]), [lines, setLines] = useState([]), [lost, lose] = useState(false);
  useEffect(() => follow(address('live', { organisation }), tell, lose, () => ask('wall', { organisation }).catch(() => {})), []);
  // The wall says that something has become of an alarm; what, the API does.
  useEffect(() => {
    if (!wall) return;
    ask('alarms', { organisation }).then(setAlarms, () => {});
    ask('alarms/log', { organisation, last: shownLines }).then(log => setLines(log.changes.reverse()), () => {});
  }, [wall?.alarms.state]);
  document.title = say('Larm', 'Alarms');
  if (!wall) return html`<main><h1>${say('Larm', 'Alarms')}</h1><p role="status">${lost ? say('Ingen kontakt med tjänsten.', 'No contact with the service.') : say('Hämtar …', 'Loading …')}</p></main>`;
  const at = instant => when(instant, wall.now, wall.zone);
  return html`
    <main>
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${say('Larm', 'Alarms')}, ${wall.label[language] ?? wall.label.sv}</h1>
      ${lost && html`<p role="alert" class="warning">${say('Ingen kontakt med tjänsten; listan är gammal.', 'No contact with the service; the list is old.')}</p>`}
      ${wall.alarms.count === 0 && html`<p role="status">${say('Inga larm just nu.', 'No alarms right now.')}</p>`}
      <ul class="alarms">${alarms.map(a => html`
        <li key=${a.id}>
          <p><strong>${words(a, language)}</strong> ${say('sedan', 'since')} ${at(a.raisedAt)}</p>
          ${a.acknowledgedAt ? html`<p>${say('kvitterat av', 'acknowledged by')} ${a.acknowledgedBy} ${at(a.acknowledgedAt)}${a.note ? `: ${a.note}` : ''}</p>` : html`<${Acknowledge} alarm=${a} onDone=${() => {}} />`}
        </li>`)}</ul>
      <h2>${say('Logg', 'Log')}</h2>
      <div class="rows" tabindex="0" role="region" aria-label=${say('Logg', 'Log')}><table>
        <thead><tr><th scope="col">${say('när', 'when')}</th><th scope="col">${say('vad', 'what')}</th><th scope="col">${say('larm', 'alarm')}</th><th scope="col">${say('av', 'by')}</th></tr></thead>
        <tbody>${lines.map(l => html`<tr key=${l.number}><th scope="row">${at(l.at)}</th><td>${steps[l.step]}</td><td>${words(l, language)}</td><td>${[l.by, reasons[l.note] ?? l.note].filter(Boolean).join(': ')}</td></tr>`)}</tbody>
      </table></div>
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
