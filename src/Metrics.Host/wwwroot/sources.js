// What the figures rest on: each source and how fresh it is, who reads it, and what became no event.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { ask, send } from './ask.js';
import { clock, day, familyName, language, length, link, number, say } from './words.js';

const organisation = new URLSearchParams(location.search).get('organisation') ?? 'demo-live';
const everySeconds = 15;
const states = { starting: say('startar', 'starting'), reading: say('igång', 'running'), disconnected: say('utan kontakt, försöker igen', 'cut off, tries again'), stopped: say('stoppad: någon måste titta', 'stopped: somebody must look') };

// Health is told beside the API, to anybody.
const health = () => fetch('healthz').then(a => a.json());

function Rejects({ found, onMore, onReplayed }) {
  const [said, tell] = useState(null), [failed, fail] = useState(null), [needsKey, need] = useState(false);
  const replay = async event => {
    event.preventDefault();
    fail(null);
    tell(null);
    try {
      tell(await send('rejects/replay', {}, {}, new FormData(event.target).get('key')));
      onReplayed();
    } catch (e) {
      need(e.needsKey);
      fail(e.message);
    }
  };
  if (found.rejects.length === 0) return html`<p role="status">${said ? say('Inga kvar.', 'None left.') : say('Inga.', 'None.')}</p>`;
  return html`
    <form class="plan" onSubmit=${replay}>
      ${needsKey && html`<label>${say('nyckel för administratörer', 'key for administrators')} <input type="password" name="key" autocomplete="off" required /></label>`}
      <button type="submit">${say('Läs om det som rättats', 'Read again what was mended')}</button>
    </form>
    ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    ${said && html`<p role="status">${say(`${number(said.read)} lästa om: ${number(said.mended)} är händelser nu, ${number(said.read - said.mended)} är fortfarande fel.`, `${number(said.read)} read again: ${number(said.mended)} are events now, ${number(said.read - said.mended)} are still wrong.`)}</p>`}
    <div class="rows" tabindex="0" role="region" aria-label=${say('Avvisade', 'Rejected')}><table>
      <thead><tr><th scope="col">${say('källa', 'source')}</th><th scope="col">${say('fil eller ämne, rad', 'file or topic, line')}</th><th scope="col">${say('fält', 'field')}</th><th scope="col">${say('fel', 'fault')}</th></tr></thead>
      <tbody>${found.rejects.map(r => html`<tr><th scope="row">${r.source}</th><td>${r.name}:${r.line}</td><td>${r.field ?? ''}</td><td lang="en">${r.reason}</td></tr>`)}</tbody>
    </table></div>
    ${found.next && html`<p><button type="button" onClick=${onMore}>${say('Visa fler', 'Show more')}</button></p>`}`;
}

function Page() {
  const [state, tell] = useState(null), [rejects, setRejects] = useState(null), [failed, fail] = useState(null);
  const look = () => Promise.all([ask('wall', { organisation }), health()]).then(([wall, how]) => { tell({ wall, how }); fail(null); }, e => fail(e.message));
  const first = () => ask('rejects', {}).then(setRejects, e => fail(e.message));
  const more = () => ask('rejects', { after: rejects.next }).then(next => setRejects({ rejects: [...rejects.rejects, ...next.rejects], next: next.next }), e => fail(e.message));
  useEffect(() => {
    document.title = say('Källor', 'Sources');
    look();
    first();
    const timer = setInterval(look, everySeconds * 1000);
    return () => clearInterval(timer);
  }, []);
  if (!state) return html`<main><h1>${say('Källor', 'Sources')}</h1><p role=${failed ? 'alert' : 'status'}>${failed ?? say('Hämtar …', 'Loading …')}</p></main>`;
  const { wall, how } = state, zone = wall.zone, at = i => (i ? `${day(i, zone)} ${clock(i, zone)}` : '–');
  return html`
    <main>
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${say('Källor', 'Sources')}, ${wall.label[language] ?? wall.label.sv}</h1>
      ${failed && html`<p role="alert" class="warning">${say('Ingen kontakt med tjänsten; det här är gammalt.', 'No contact with the service; this is old.')} ${failed}</p>`}
      <p>${say('Så som det var', 'As it was')} ${at(wall.now)}.</p>
      <table>
        <thead><tr><th scope="col">${say('källa', 'source')}</th><th scope="col">${say('berättar om', 'tells of')}</th><th scope="col">${say('senaste händelse', 'last event')}</th><th scope="col" class="number">${say('tyst i öppettid', 'silent in opening hours')}</th><th scope="col" class="number">${say('får vara tyst', 'may be silent')}</th></tr></thead>
        <tbody>${wall.sources.map(s => html`<tr><th scope="row">${s.source}</th><td>${familyName(s.family)}</td><td>${at(s.lastEvent)}</td><td class="number">${s.silentOpenMinutes === null ? '–' : html`<span class=${s.stale ? 'warning' : ''}>${length(s.silentOpenMinutes)}</span>`}</td><td class="number">${s.staleAfterMinutes === null ? '–' : length(s.staleAfterMinutes)}</td></tr>`)}</tbody>
      </table>
      <h2>${say('Tjänstens delar', 'The service’s parts')}</h2>
      <table>
        <thead><tr><th scope="col">${say('del', 'part')}</th><th scope="col">${say('läge', 'state')}</th><th scope="col" class="number">${say('poster', 'records')}</th><th scope="col" class="number">${say('avvisade', 'rejected')}</th><th scope="col" class="number">${say('kvar att läsa', 'left to read')}</th></tr></thead>
        <tbody>${how.workers.map(w => html`<tr><th scope="row">${w.name}</th><td>${w.state === 'reading' || w.state === 'starting' ? states[w.state] : html`<span class="warning">${states[w.state] ?? w.state}</span>${w.reason && html`: <span lang="en">${w.reason}</span>`}`}</td><td class="number">${number(w.records)}</td><td class="number">${number(w.rejects)}</td><td class="number">${number(w.lag)}</td></tr>`)}</tbody>
      </table>
      <h2>${say('Avvisade poster', 'Rejected records')}</h2>
      ${rejects ? html`<${Rejects} found=${rejects} onMore=${more} onReplayed=${first} />` : html`<p role="status">${say('Hämtar …', 'Loading …')}</p>`}
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
