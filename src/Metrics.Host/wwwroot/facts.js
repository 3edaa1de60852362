// The facts behind a figure as people read them: which columns, in what words, times by the organisation's clock. The file of rows has them as they are kept.
import { clock, day, length, number, say, wait } from './words.js';

const yes = { true: say('ja', 'yes'), false: say('nej', 'no') };

const outcomes = {
  answered: say('besvarad', 'answered'), abandoned: say('tappad', 'abandoned'), 'timed-out': say('avbruten av växeln', 'timed out'), transferred: say('skickad vidare', 'transferred'),
  closed: say('stängt', 'closed'), misrouted: say('felkopplad', 'misrouted'), waiting: say('väntar', 'waiting'),
};

const minutes = us => length(us / 60e6), asIs = text => text;
const time = (text, zone) => `${day(text, zone)} ${clock(text, zone, true)}`;

// In this order; what isn't named here comes last, by its own name.
const columns = {
  in_numerator: [say('räknas i täljaren', 'in the numerator'), text => yes[text]],
  contact_id: [say('kontakt', 'contact'), asIs],
  ticket_id: [say('ärende', 'ticket'), asIs],
  offered_at: [say('inkom', 'offered'), time],
  outcome: [say('utfall', 'outcome'), text => outcomes[text] ?? text],
  wait_us: [say('väntan', 'wait'), us => wait(us / 1e6)],
  talk_us: [say('samtal', 'talk'), us => wait(us / 1e6)],
  opened_at: [say('öppnat', 'opened'), time],
  first_response_at: [say('första svar', 'first response'), time],
  resolved_at: [say('löst', 'resolved'), time],
  closed_at: [say('stängt', 'closed'), time],
  cancelled_at: [say('återtaget', 'cancelled'), time],
  promised_us: [say('utlovat', 'promised'), minutes],
  used_us: [say('förbrukat', 'used'), minutes],
  due_at: [say('löftet bryts', 'due'), time],
  agreed_due_at: [say('avtalad tid', 'agreed due'), time],
  met_original: [say('löftet hölls', 'promise kept'), text => yes[text]],
  met_agreed: [say('avtalad tid hölls', 'agreed time kept'), text => yes[text]],
  first_contact: [say('löst vid första kontakten', 'solved at the first contact'), text => yes[text]],
  resolution_net_us: [say('åtgärdstid utan pauser', 'resolution time less pauses'), minutes],
  resolution_opening_us: [say('åtgärdstid i öppettid', 'resolution time in opening hours'), minutes],
  resolution_seconds: [say('åtgärdstid, kalendertid', 'resolution time, calendar'), seconds => length(seconds / 60)],
  resolved: [say('löst vid kontakten', 'solved at the contact'), text => yes[text]],
  ticket: [say('ärende', 'ticket'), asIs],
  unit: [say('enhet', 'unit'), asIs],
  channel: [say('kanal', 'channel'), asIs],
  queue: [say('kö', 'queue'), asIs],
  customer: [say('kund', 'customer'), asIs],
  case_type: [say('ärendetyp', 'case type'), asIs],
  service: [say('tjänst', 'service'), asIs],
  priority: [say('prioritet', 'priority'), asIs],
  measure: [say('mått', 'measure'), asIs],
  count: [say('antal', 'count'), text => number(Number(text))],
  day: [say('dag', 'day'), asIs],
  policy: [say('avtal', 'policy'), asIs],
  calendar: [say('kalender', 'calendar'), asIs],
  source: [say('källa', 'source'), asIs],
};

// Of no use to people: the same in every row, or said by another column.
const left = name => name === 'organisation' || name === 'bucket' || name.endsWith('_day');

const plain = name => [name.replaceAll('_', ' '), /_(at|until)$/.test(name) ? time : name.endsWith('_us') ? minutes : text => yes[text] ?? text];

/**
 * Heads and rows for people: without columns in which no row says anything.
 * @param {string[][]} told the file's heads, then its rows
 * @param {string} zone the organisation's
 */
export function readable(told, zone) {
  const [heads, ...rows] = told, order = Object.keys(columns);
  const place = name => (order.includes(name) ? order.indexOf(name) : order.length);
  const shown = heads.map((name, at) => ({ name, at })).filter(c => !left(c.name) && rows.some(r => r[c.at])).toSorted((a, b) => place(a.name) - place(b.name));
  return {
    heads: shown.map(c => (columns[c.name] ?? plain(c.name))[0]),
    rows: rows.map(r => shown.map(c => (r[c.at] ? (columns[c.name] ?? plain(c.name))[1](r[c.at], zone) : ''))),
  };
}
