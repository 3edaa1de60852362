// The facts behind a figure as people read them: which columns, in what words, times by the organisation's clock. The file of rows has them as they are kept.
import { clock, day, length, number, say, wait } from './words.js';

const yes = { true: say('ja', 'yes'), false: say('nej', 'no') };

const outcomes = {
  answered: say('besvarad', 'answered'), abandoned: say('tappad', 'abandoned'), 'timed-out': say('avbruten av växeln', 'timed out'), transferred: say('skickad vidare', 'transferred'),
  closed: say('stängt', 'closed'), misrouted: say('felkopplad', 'misrouted'), waiting: say('väntar', 'waiting'),
};

const minutes = us => length(us / 60e6), seconds = us => wait(us / 1e6);
const time = (text, zone) => `${day(text, zone)} ${clock(text, zone, true)}`;

// In this order; what isn't named here comes last, by its own name.
const heads = {
  in_numerator: say('räknas i täljaren', 'in the numerator'),
  contact_id: say('kontakt', 'contact'),
  ticket_id: say('ärende', 'ticket'),
  offered_at: say('inkom', 'offered'),
  outcome: say('utfall', 'outcome'),
  wait_us: say('väntan', 'wait'),
  talk_us: say('samtal', 'talk'),
  opened_at: say('öppnat', 'opened'),
  first_response_at: say('första svar', 'first response'),
  resolved_at: say('löst', 'resolved'),
  closed_at: say('stängt', 'closed'),
  cancelled_at: say('återtaget', 'cancelled'),
  promised_us: say('utlovat', 'promised'),
  used_us: say('förbrukat', 'used'),
  due_at: say('löftet bryts', 'due'),
  agreed_due_at: say('avtalad tid', 'agreed due'),
  met_original: say('löftet hölls', 'promise kept'),
  met_agreed: say('avtalad tid hölls', 'agreed time kept'),
  first_contact: say('löst vid första kontakten', 'solved at the first contact'),
  resolution_net_us: say('åtgärdstid utan pauser', 'resolution time less pauses'),
  resolution_opening_us: say('åtgärdstid i öppettid', 'resolution time in opening hours'),
  resolution_seconds: say('åtgärdstid, kalendertid', 'resolution time, calendar'),
  resolved: say('löst vid kontakten', 'solved at the contact'),
  ticket: say('ärende', 'ticket'),
  unit: say('enhet', 'unit'),
  channel: say('kanal', 'channel'),
  queue: say('kö', 'queue'),
  customer: say('kund', 'customer'),
  case_type: say('ärendetyp', 'case type'),
  service: say('tjänst', 'service'),
  priority: say('prioritet', 'priority'),
  measure: say('mått', 'measure'),
  count: say('antal', 'count'),
  day: say('dag', 'day'),
  policy: say('avtal', 'policy'),
  calendar: say('kalender', 'calendar'),
  source: say('källa', 'source'),
};

// How a column's values are read: by its own rule, else by what its name ends in.
const readings = { outcome: text => outcomes[text] ?? text, wait_us: seconds, talk_us: seconds, resolution_seconds: text => length(text / 60), count: text => number(Number(text)) };

const readingOf = name => readings[name] ?? (/_(at|until)$/.test(name) ? time : name.endsWith('_us') ? minutes : text => yes[text] ?? text);

// Of no use to people: the same in every row, or said by another column.
const left = name => name === 'organisation' || name === 'bucket' || name.endsWith('_day');

/**
 * Heads and rows for people: without columns in which no row says anything.
 * @param {string[][]} told the file's heads, then its rows
 * @param {string} zone the organisation's
 */
export function readable(told, zone) {
  const [names, ...rows] = told, order = Object.keys(heads);
  const place = name => (order.includes(name) ? order.indexOf(name) : order.length);
  const shown = names.map((name, at) => ({ name, at, read: readingOf(name) })).filter(c => !left(c.name) && rows.some(r => r[c.at])).toSorted((a, b) => place(a.name) - place(b.name));
  return {
    heads: shown.map(c => heads[c.name] ?? c.name.replaceAll('_', ' ')),
    rows: rows.map(r => shown.map(c => (r[c.at] ? c.read(r[c.at], zone) : ''))),
  };
}
