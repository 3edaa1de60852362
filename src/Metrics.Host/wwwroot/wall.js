// The wallboard: what the service says of each unit, as it says it. Every number comes from the API; none is made here.
import { html, render, useEffect, useState } from './libraries/preact.js';
import { words, when } from './alarm.js';
import { address, ask } from './ask.js';
import { Calls } from './chart.js';
import { follow } from './live.js';
import { clock, day, familyName, language, length, link, marks, number, percent, say, wait } from './words.js';

const asked = new URLSearchParams(location.search);
const organisation = asked.get('organisation') ?? 'demo-live';

const channels = { phone: say('telefon', 'phone'), chat: say('chatt', 'chat'), visit: say('besök', 'visits'), email: say('e-post', 'e-mail') };

const known = figure => figure?.value !== null && figure?.value !== undefined;

// Where a figure of a tile comes from.
const why = (wall, tile, kpi) => link('kpi.html', { kpi, organisation, period: day(wall.now, wall.zone), ...(tile.unit && { unit: tile.unit }), ...(tile.channel && { channel: tile.channel }) });

function Mark({ tile }) {
  const [mark, word] = marks[tile.status];
  return html`<span class="mark"><span aria-hidden="true">${mark}</span> ${word}</span>`;
}

function Fact({ name, value, more, title }) {
  return html`<div class="fact" title=${title}><dt>${name}</dt><dd>${value}${more && html` <small>${more}</small>`}</dd></div>`;
}

function Tile({ tile, wall }) {
  const zone = wall.zone, f = tile.figures, level = tile.serviceLevel;
  const abandoned = f['abandon-rate'];
  const sla = key => f[`${key}sla-compliance`] ?? f[`${key}sla-compliance:original`];
  const both = key => `${percent(f[`${key}sla-compliance:agreed`]?.value ?? sla(key)?.value)} · ${percent(f[`${key}sla-compliance:original`]?.value ?? sla(key)?.value)}`;
  const hasContacts = level?.denominator > 0 || f['contacts-offered']?.value > 0 || tile.waiting > 0;
  const hasTickets = f['tickets-opened']?.value > 0 || f.backlog?.value > 0;
  const goal = tile.goal && `${say('mål', 'goal')} ${tile.goal.inclusive ? '' : '>'}${number(tile.goal.value)}`;
  const unknown = say('ingen kontakt har besvarats i dag', 'no contact has been answered today');
  const name = tile.channel ? `${tile.name} · ${channels[tile.channel] ?? tile.channel}` : tile.name;
  return html`
    <article class="tile ${tile.status} ${tile.open ? '' : 'closed'} ${tile.stale ? 'stale' : ''}" aria-label=${name}>
      <header>
        <h2>${name}</h2>
        ${tile.open ? html`<${Mark} tile=${tile} />` : html`<span class="mark">${say('stängt', 'closed')}${tile.changesAt && html`, ${say('öppnar', 'opens')} ${day(tile.changesAt, zone) === day(wall.now, zone) ? '' : day(tile.changesAt, zone) + ' '}${clock(tile.changesAt, zone)}`}</span>`}
      </header>
      <p class="level" title=${known(level) ? '' : unknown}>
        <a class="big" data-figure="service-level" href=${why(wall, tile, 'service-level')} aria-label=${`${percent(level?.value)}: ${say('varför', 'why')}`}>${percent(level?.value)}</a>
        <span class="goal">
          <span class="lead">${say('svarsservice', 'service level')}${level?.threshold ? ` ${level.threshold}\u00a0s` : ''}</span>
          ${goal && html`<span>${goal}</span>`}
          ${known(tile.serviceLevelNow) && html`<span class="now">${say('nu', 'now')} ${percent(tile.serviceLevelNow.value)}</span>`}
        </span>
      </p>
      ${tile.stale && html`<p class="warning">${say('inaktuell sedan', 'out of date since')} ${clock(tile.lastEvent, zone)}</p>`}
      <dl>
        ${hasContacts && html`<${Fact} name=${say('väntar nu', 'waiting now')} value=${number(tile.waiting)} more=${tile.longestSince && say('längst ', 'longest ') + wait((Date.parse(wall.now) - Date.parse(tile.longestSince)) / 1000)} />`}
        ${hasContacts && html`<${Fact} name=${say('tappade i dag', 'abandoned today')} value=${number(abandoned?.numerator)} more=${percent(abandoned?.value)} />`}
        ${hasTickets && html`<${Fact} name=${say('öppna ärenden', 'open tickets')} value=${number(f.backlog?.value)} more=${`+${number(f['tickets-opened']?.value ?? 0)} −${number(f['tickets-resolved']?.value ?? 0)}`} title=${say('inkomna och lösta i dag', 'opened and solved today')} />`}
        ${(tile.nextBreach || tile.overdue > 0) && html`<${Fact} name=${say('nästa SLA-brott om', 'next SLA breach in')} value=${tile.nextBreach ? length(tile.nextBreach.leftMinutes) : '–'} more=${tile.overdue > 0 ? `${number(tile.overdue)} ${say('brutna', 'broken')}` : say('öppettid', 'opening time')} />`}
        ${sla('month:')?.value !== undefined && hasTickets && html`<${Fact} name=${say('SLA i dag, avtalad · urspr.', 'SLA today, agreed · orig.')} value=${both('')} />`}
        ${sla('month:')?.value !== undefined && hasTickets && html`<${Fact} name=${say('SLA månaden', 'SLA this month')} value=${both('month:')} />`}
      </dl>
      ${tile.halfHours.length > 0 && html`<${Calls} halves=${tile.halfHours} zone=${zone} name=${name} />`}
    </article>`;
}

function Sources({ wall }) {
  const families = Object.groupBy(wall.sources, s => s.family);
  return html`<ul class="sources">${Object.entries(families).map(([family, of]) => {
    const last = of.map(s => s.lastEvent).sort().at(-1), stale = of.some(s => s.stale);
    return html`<li class=${stale ? 'warning' : ''}>${familyName(family)} ${clock(last, wall.zone)}${stale ? say(' tyst för länge', ' silent for too long') : ''}</li>`;
  })}</ul>`;
}

function Alarms({ wall }) {
  const { count, shown } = wall.alarms;
  if (count === 0) return null;
  return html`
    <footer class="strip" aria-label=${say('Larm', 'Alarms')}>
      <a href=${link('alarms.html', { organisation })}>${number(count)} ${say('larm', count === 1 ? 'alarm' : 'alarms')}</a>
      <ul>${shown.map(({ alarm: a, more }) => html`<li key=${a.id} class=${a.acknowledgedAt ? 'seen' : ''}><span aria-hidden="true">${a.acknowledgedAt ? '✓' : '!'}</span> ${words(a, language)}${more > 0 && say(` och ${number(more)} till`, ` and ${number(more)} more`)} ${say('sedan', 'since')} ${when(a.raisedAt, wall.now, wall.zone)}${a.acknowledgedAt ? ` · ${a.acknowledgedBy}` : ''}</li>`)}</ul>
    </footer>`;
}

// The other organisations that anything is told of.
function Others() {
  const [all, tell] = useState([]);
  useEffect(() => { ask('organisations', {}).then(tell, () => {}); }, []);
  if (all.length < 2) return null;
  return html`
    <details class="others"><summary>${say('Organisationer', 'Organisations')}</summary>
      <ul>${all.map(o => html`<li><a href=${link('./', { organisation: o.id })} aria-current=${o.id === organisation ? 'page' : undefined}>${o.label[language] ?? o.label.sv}</a></li>`)}</ul>
    </details>`;
}

function Wall() {
  const [wall, tell] = useState(null), [lost, lose] = useState(false);
  useEffect(() => follow(address('live', { organisation }), tell, lose, () => ask('wall', { organisation }).catch(() => {})), []);
  if (!wall) return html`<main class="empty"><h1>${organisation}</h1><p role="status">${lost ? say('Ingen kontakt med tjänsten.', 'No contact with the service.') : say('Hämtar …', 'Loading …')}</p></main>`;
  const title = wall.label[language] ?? wall.label.sv;
  document.title = title;
  return html`
    <div class="wall ${lost ? 'lost' : ''}">
      <header class="top">
        <h1>${title}</h1>
        <p class="told">${wall.simulated && html`<strong class="simulated">${say('simulerad tid', 'simulated time')}</strong> `}${day(wall.now, wall.zone)} · ${say('uppdaterad', 'updated')} <time datetime=${wall.now}>${clock(wall.now, wall.zone, true)}</time></p>
        <${Sources} wall=${wall} />
        <nav><a href=${link('plan.html', { organisation })}>${say('Planering', 'Planning')}</a> <a href=${link('report.html', { organisation })}>${say('Rapport', 'Report')}</a> <a href=${link('alarms.html', { organisation })}>${say('Larm', 'Alarms')}</a> <a href=${link('customer.html', { organisation })}>${say('Kunder', 'Customers')}</a> <a href=${link('sources.html', { organisation })}>${say('Källor', 'Sources')}</a> <a href=${link('configuration.html', { organisation })}>${say('Inställningar', 'Configuration')}</a> <${Others} /></nav>
      </header>
      ${lost && html`<p class="banner" role="alert">${say(`Ingen kontakt med tjänsten sedan ${clock(wall.now, wall.zone, true)}. Siffrorna är gamla.`, `No contact with the service since ${clock(wall.now, wall.zone, true)}. The figures are old.`)}</p>`}
      ${wall.incidents.map(i => html`<p class="banner" role="status"><strong>${say('Större incident', 'Major incident')}</strong> ${i.touches || i.ticket} ${say('sedan', 'since')} ${clock(i.since, wall.zone)} · ${say('senast', 'last told')} ${clock(i.toldAt, wall.zone)} · ${i.ticket}</p>`)}
      <main class="tiles n${Math.min(12, wall.tiles.length)}">${wall.tiles.map(t => html`<${Tile} key=${t.unit + '/' + t.channel} tile=${t} wall=${wall} />`)}</main>
      <${Alarms} wall=${wall} />
      ${wall.tiles.length === 0 && html`<p class="empty">${say('Inga händelser än.', 'No events yet.')}</p>`}
    </div>`;
}

render(html`<${Wall} />`, document.getElementById('wall'));
