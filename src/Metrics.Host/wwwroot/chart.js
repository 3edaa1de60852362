// Today's calls per half hour as bars, against the band they were forecast in.
import { html, useEffect, useRef } from './libraries/preact.js';
import { number, say } from './words.js';

// Steps of an axis of contacts, which come whole.
const whole = [1, 10, 100, 1000, 10_000, 100_000].flatMap(n => [n, 2 * n, 5 * n]);

// A colour of the page's own.
const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {{halves: {start: string, offered: number?, expected: number?, expectedNow: number?, low80: number?, high80: number?}[], zone: string, name: string}} props */
export function Calls({ halves, zone, name }) {
  const place = useRef(null), plot = useRef(null);
  const data = [
    halves.map(h => Date.parse(h.start) / 1000 + 900),
    halves.map(h => h.high80 ?? null), halves.map(h => h.low80 ?? null), halves.map(h => h.expected ?? null), halves.map(h => (h.unusual ? null : h.offered ?? null)), halves.map(h => (h.unusual ? h.offered : null)), halves.map(h => h.expectedNow ?? null),
  ];
  useEffect(() => {
    const line = { stroke: 'transparent', points: { show: false } };
    const size = () => ({ width: Math.max(80, place.current.clientWidth), height: Math.max(40, place.current.clientHeight) });
    const axis = { stroke: color('--quiet'), grid: { show: false }, ticks: { show: false }, font: '12px system-ui' };
    plot.current = new uPlot({
      ...size(),
      legend: { show: false }, cursor: { show: false }, padding: [4, 10, 0, 0],
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), zone),
      scales: { x: { range: (_, low, high) => [low - 900, high + 900] }, y: { range: (_, low, high) => [0, Math.max(4, high * 1.05)] } },
      axes: [{ ...axis, size: 18, gap: 2, space: 28, incrs: [3600, 7200, 10_800, 21_600], values: (u, times) => times.map(t => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit' }).format(new Date(t * 1e3))) }, { ...axis, size: 30, gap: 2, space: 24, incrs: whole }],
      series: [{}, line, line, { stroke: color('--quiet'), width: 1.5, dash: [4, 4], points: { show: false } }, { fill: color('--bar'), stroke: color('--bar'), paths: uPlot.paths.bars({ size: [0.7] }), points: { show: false } }, { fill: color('--ground'), stroke: color('--under'), width: 3, paths: uPlot.paths.bars({ size: [0.7] }), points: { show: false } }, { stroke: color('--text'), width: 2, points: { show: false } }],
      bands: [{ series: [1, 2], fill: color('--band') }],
    }, data, place.current);
    const observer = new ResizeObserver(() => plot.current.setSize(size()));
    observer.observe(place.current);
    return () => { observer.disconnect(); plot.current.destroy(); };
  }, [zone]);
  useEffect(() => plot.current?.setData(data));
  const told = halves.filter(h => h.offered !== null && h.offered !== undefined);
  // What has come, and what is still expected: of the half-hour that runs, the larger of the two.
  const rest = halves.filter(h => h.expectedNow !== null && h.expectedNow !== undefined), over = told.filter(h => !rest.includes(h));
  const day = rest.length > 0 ? over.reduce((sum, h) => sum + h.offered, 0) + rest.reduce((sum, h) => sum + Math.max(h.expectedNow, h.offered ?? 0), 0) : null;
  const unusual = halves.filter(h => h.unusual).length;
  const text = say(`Inkomna kontakter per halvtimme i dag, ${name}: ${number(told.reduce((sum, h) => sum + h.offered, 0))} hittills`, `Contacts per half hour today, ${name}: ${number(told.reduce((sum, h) => sum + h.offered, 0))} so far`)
    + (day === null ? '' : say(`, ${number(day)} väntas när dagen är slut`, `, ${number(day)} expected by the end of the day`))
    + (unusual ? say(`; ${unusual} halvtimmar utanför det väntade (95 %)`, `; ${unusual} half hours outside what was expected (95 %)`) : '');
  return html`${unusual > 0 && html`<p class="unusual">${unusual === 1 ? say('▲ en ovanlig halvtimme (ramad)', '▲ one unusual half hour (framed)') : say(`▲ ${unusual} ovanliga halvtimmar (ramade)`, `▲ ${unusual} unusual half hours (framed)`)}</p>`}${day !== null && html`<p class="outlook">${say('väntas i dag', 'expected today')} ${number(day)} <small>${say('i morse', 'this morning')} ${number(halves.reduce((sum, h) => sum + (h.expected ?? 0), 0))}</small></p>`}<div class="chart" ref=${place} role="img" aria-label=${text}></div>`;
}

// A chart of its own place, made anew when what it is of changes; it follows the place's width.
function useChart(height, make, of) {
  const place = useRef(null);
  useEffect(() => {
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '13px system-ui' };
    const days = { ...axis, values: (u, times) => times.map(t => new Date(t * 1e3).toISOString().slice(5, 10)) };
    const { y, write, series, bands = [], steps, data } = make();
    const size = () => ({ width: Math.max(200, place.current.clientWidth), height });
    const plot = new uPlot({
      ...size(), legend: { show: false }, cursor: { show: false }, padding: [8, 24, 0, 0],
      scales: { y: { range: (_, low, high) => y(low, high) } },
      axes: [days, { ...axis, size: 64, values: (u, values) => values.map(write), ...(steps && { incrs: steps }) }], series: [{}, ...series], bands,
    }, data, place.current);
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(place.current);
    return () => { observer.disconnect(); plot.destroy(); };
  }, of);
  return place;
}

/**
 * A figure's history: a line with a point a period, and its goal.
 * @param {{points: {at: number, value: number?}[], goal: number?, format: (value: number) => string, text: string}} props times in seconds
 */
export function History({ points, goal, format, text }) {
  const place = useChart(240, () => ({
    y: (low, high) => [Math.min(low, goal ?? low) - (high - low) * 0.05, Math.max(high, goal ?? high) + (high - low) * 0.05 || 1],
    write: format,
    series: [{ stroke: color('--good'), width: 2, points: { show: true, size: 5 } }, { stroke: color('--near'), width: 1.5, dash: [6, 4], points: { show: false } }],
    data: [points.map(p => p.at), points.map(p => p.value), points.map(() => goal ?? null)],
  }), [points, goal]);
  return html`<div class="history" ref=${place} role="img" aria-label=${text}></div>`;
}

/**
 * What came and what is forecast: a line, a dashed line, and bands of 95 and 80 %.
 * @param {{past: {at: number, value: number?}[], ahead: {at: number, mean: number, lo80: number, hi80: number, lo95: number, hi95: number}[], text: string}} props times in seconds
 */
export function Outlook({ past, ahead, text }) {
  const place = useChart(280, () => {
    const all = key => [...past.map(() => null), ...ahead.map(a => a[key])], edge = { stroke: 'transparent', points: { show: false } };
    return {
      y: (_, high) => [0, high * 1.05 || 1],
      write: v => number(v),
      steps: whole,
      series: [edge, edge, edge, edge, { stroke: color('--quiet'), width: 2, dash: [6, 4], points: { show: false } }, { stroke: color('--good'), width: 2, points: { show: false } }],
      bands: [{ series: [1, 2], fill: color('--band-wide') }, { series: [3, 4], fill: color('--band') }],
      data: [[...past, ...ahead].map(p => p.at), all('hi95'), all('lo95'), all('hi80'), all('lo80'), all('mean'), [...past.map(p => p.value), ...ahead.map(() => null)]],
    };
  }, [past, ahead]);
  return html`<div class="history" ref=${place} role="img" aria-label=${text}></div>`;
}
