// What decides the figures, as the service has read it from the files of pipelines/.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { ask } from './ask.js';
import { clock, day, familyName, language, length, link, number, percent, say } from './words.js';

const organisation = new URLSearchParams(location.search).get('organisation') ?? 'demo-live';
const text = label => label[language] ?? label.sv;
const limit = l => (l ? `${l.below ? '<' : '>'} ${l.share ? percent(l.raise) : number(l.raise)}, ${say('över vid', 'over at')} ${l.share ? percent(l.clear) : number(l.clear)}` : '');

function Table({ name, heads, rows }) {
  if (rows.length === 0) return null;
  return html`
    <h2>${name}</h2>
    <div class="parts" tabindex="0" role="region" aria-label=${name}><table>
      <thead><tr>${heads.map(h => html`<th scope="col">${h}</th>`)}</tr></thead>
      <tbody>${rows.map(r => html`<tr>${r.map((c, i) => (i === 0 ? html`<th scope="row">${c}</th>` : html`<td>${c}</td>`))}</tr>`)}</tbody>
    </table></div>`;
}

function Page() {
  const [found, tell] = useState(null), [failed, fail] = useState(null);
  useEffect(() => {
    document.title = say('Inställningar', 'Configuration');
    ask('configuration', { organisation }).then(tell, e => fail(e.message));
  }, []);
  if (!found) return html`<main><h1>${say('Inställningar', 'Configuration')}</h1><p role=${failed ? 'alert' : 'status'}>${failed ?? say('Hämtar …', 'Loading …')}</p></main>`;
  return html`
    <main>
      <p><a href=${link('./', { organisation })}>${say('Till väggen', 'To the wall')}</a></p>
      <h1>${say('Inställningar', 'Configuration')}, ${text(found.label)}</h1>
      <p>${say('Så som tjänsten har läst dem ur filerna i', 'As the service has read them from the files of')} <code>pipelines/</code>. ${say('De ändras där, inte här.', 'They are changed there, not here.')}</p>
      <dl class="receipt">
        <dt>${say('tidszon', 'time zone')}</dt><dd>${found.zone}</dd>
        <dt>${say('svarsservice inom', 'service level within')}</dt><dd>${found.serviceLevelSeconds.join(', ')} s</dd>
        <dt>${say('kort påringning', 'short abandon')}</dt><dd>${found.shortAbandonSeconds} s</dd>
        <dt>${say('lösningstid inom', 'resolution within')}</dt><dd>${found.resolutionHours.join(', ')} h</dd>
        <dt>${say('fingeravtryck', 'fingerprint')}</dt><dd><code>${found.fingerprint.slice(0, 16)}</code></dd>
      </dl>
      <${Table} name=${say('Enheter', 'Units')} heads=${[say('enhet', 'unit'), say('hör till', 'belongs to'), say('öppettider', 'hours'), say('svarsservice inom', 'service level within')]} rows=${found.units.map(u => [u.name, u.parent ?? '', u.calendar, u.serviceLevelSeconds ? `${u.serviceLevelSeconds.join(', ')} s` : ''])} />
      <${Table} name=${say('Öppettider', 'Hours')} heads=${[say('kalender', 'calendar'), say('namn', 'name'), say('säger', 'says')]} rows=${found.calendars.map(c => [c.name, text(c.label), text(c.says)])} />
      <${Table} name=${say('Löften', 'Promises')} heads=${[say('avtal', 'policy'), say('namn', 'name'), say('säger', 'says')]} rows=${found.policies.map(p => [p.name, text(p.label), text(p.says)])} />
      <${Table} name=${say('Mål', 'Targets')} heads=${[say('indikator', 'indicator'), say('enhet', 'unit'), say('år', 'year'), say('mål', 'target'), say('beslut', 'decision')]} rows=${found.targets.map(t => [t.label, t.unit ?? '', t.year, t.value === null ? t.kind : `${t.kind === 'limit' ? (t.higherIsBetter ? '≥ ' : '≤ ') : ''}${number(t.value, Number.isInteger(t.value) ? 0 : 1)}`, `${t.decision}, ${t.decidedOn}`])} />
      <${Table} name=${say('Ändrade mål', 'Changed targets')} heads=${[say('mål', 'target'), say('före', 'before'), say('efter', 'after'), say('upptäckt', 'found'), say('startad av', 'started by')]} rows=${found.targetChanges.map(c => [c.target, c.before ?? say('inget', 'none'), c.now ?? say('inget', 'none'), `${day(c.foundAt, found.zone)} ${clock(c.foundAt, found.zone)}`, c.foundBy])} />
      <${Table} name=${say('Källor får vara tysta', 'Sources may be silent')} heads=${[say('berättar om', 'tells of'), say('källa', 'source'), say('i öppettid', 'in opening hours'), say('kalender', 'calendar')]} rows=${found.freshness.map(f => [familyName(f.family), f.source ?? say('alla', 'all'), length(f.staleAfterMinutes), f.calendar])} />
      <${Table} name=${say('Larm', 'Alarms')} heads=${[say('larm', 'alarm'), say('ser på', 'watches'), say('gräns', 'limit'), say('i minst', 'for at least'), say('enheter', 'units')]} rows=${found.alarms.map(a => [text(a.label), [a.watch, a.kpi, a.over].filter(Boolean).join(' '), limit(a.limit), length(a.minutes), a.units.length ? a.units.join(', ') : say('alla', 'all')])} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
