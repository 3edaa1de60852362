// What the pages say, in Swedish and English, and how they write numbers and times.

const swedish = new URLSearchParams(location.search).get('lang') !== 'en';
const culture = swedish ? 'sv-SE' : 'en-GB';

export const language = swedish ? 'sv' : 'en';
document.documentElement.lang = language;

/** One of two texts, by the page's language. */
export const say = (sv, en) => (swedish ? sv : en);

const formats = new Map();

/** How a figure stands to its goal: a shape and words. */
export const marks = {
  good: ['●', say('i mål', 'in goal')],
  near: ['▲', say('nära gränsen', 'near the limit')],
  under: ['■', say('under mål', 'under goal')],
  unknown: ['–', say('inget att bedöma', 'nothing to judge')],
};

/** A number with thin spaces between thousands; an unknown one is –. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined) return '–';
  if (!formats.has(decimals)) formats.set(decimals, new Intl.NumberFormat(culture, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  return formats.get(decimals).format(value).replaceAll('\u00a0', '\u202f');
}

/** A share as per cent, rounded as reports round: halves away from zero. */
export function percent(share, decimals = 1) {
  if (share === null || share === undefined) return '–';
  const step = 10 ** decimals;
  return `${number(Math.round(Number((share * 100 * step).toPrecision(12))) / step, decimals)}\u00a0%`;
}

/** A time of day in the organisation's zone. */
export function clock(instant, zone, seconds = false) {
  if (!instant) return '–';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: seconds ? '2-digit' : undefined }).format(new Date(instant));
}

/** A day in the organisation's zone: 2023-11-20. */
export const day = (instant, zone) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));

/** Minutes as hours and minutes: 1 h 12 min. */
export function length(minutes) {
  const all = Math.max(0, Math.floor(minutes));
  return all < 60 ? `${all}\u00a0min` : `${Math.floor(all / 60)}\u00a0h ${all % 60}\u00a0min`;
}

/** Seconds as minutes and seconds: 3:07. */
export function wait(seconds) {
  const all = Math.max(0, Math.floor(seconds));
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}

/** Whether a figure of the API is a share. */
export const isShare = figure => figure.denominator !== null && figure.value !== null && figure.value <= 1;

/** A figure of the API as people read it. */
export const printed = figure => (isShare(figure) ? percent(figure.value) : number(figure.value, figure.denominator === null || Number.isInteger(figure.value) ? 0 : 1));

/** What it is made of: numerator / denominator; nothing for a count. */
export const parts = figure => (figure.denominator === null ? '' : `${number(figure.numerator)} / ${number(figure.denominator)}`);

const families = {
  ticket: say('ärenden', 'tickets'), contact: say('kontakter', 'contacts'), volume: say('volymer', 'volumes'), survey: say('enkäter', 'surveys'), indicator: say('inmatat', 'entered'), planning: say('planering', 'planning'),
};

/** What a source tells of. */
export const familyName = family => families[family] ?? family;

/** The day so many days after one: 2023-11-21. */
export const plusDays = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Where another page is, in the same language. */
export const link = (page, parameters) => `${page}?${new URLSearchParams({ ...parameters, ...(swedish ? {} : { lang: language }) })}`;
