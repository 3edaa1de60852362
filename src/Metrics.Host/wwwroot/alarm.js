// What an alarm says.
import { clock, day, number, percent, say, wait } from './words.js';

const figure = (value, limit) => (limit?.share ? percent(value) : number(value));

/** An alarm or a line of the log in a few words: what, where, and the figure against its limit. */
export function words(alarm, language) {
  const { about, value } = alarm;
  // Of an alarm that isn't over, what raised it: the figure may be another by now.
  const first = alarm.raisedAt ? say('först ', 'at first ') : '';
  const what = about.label[language] ?? about.label.sv;
  const where = about.unitName ?? about.unit;
  const how = about.limit && value !== null ? (about.watch === 'longest-wait'
    ? `${first}${wait(value)} (${say('gräns', 'limit')} ${wait(about.limit.raise)})`
    : `${first}${figure(value, about.limit)} (${say('gräns', 'limit')} ${figure(about.limit.raise, about.limit)})`) : null;
  return [what, where, about.thing, how].filter(Boolean).join(' · ');
}

/** When something of an alarm was, with the day when it isn't today. */
export const when = (instant, now, zone) => `${day(instant, zone) === day(now, zone) ? '' : `${day(instant, zone)} `}${clock(instant, zone)}`;
