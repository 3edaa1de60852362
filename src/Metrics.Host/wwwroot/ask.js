// Questions to the API, whose answers pages show as they are.

/** Whoever needs a key is asked for one, and comes back. */
function check(answer) {
  if (answer.status === 401) location.replace(`key.html?${new URLSearchParams({ back: location.href })}`);
}

/** Asks; throws with the API's own words when it says no. */
export async function ask(path, parameters) {
  const answer = await fetch(address(path, parameters));
  check(answer);
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(body?.detail ?? `${answer.status} ${answer.statusText}`);
  return body;
}

/**
 * Says something to the service, and gives its answer; throws with its own words when it says no, and tells whether a key would help.
 * @param {string} [key] a key that may write: the browser keeps one only for asking
 */
export async function send(path, parameters, said, key) {
  const answer = await fetch(address(path, parameters), { method: 'POST', headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) }, body: JSON.stringify(said) })
    .catch(() => { throw new Error('Tjänsten svarar inte. / The service doesn’t answer.'); });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw Object.assign(new Error(body?.detail ?? `${answer.status} ${answer.statusText}`), { needsKey: answer.status === 401 || answer.status === 403 });
  return body;
}

/** Where a question goes; what is empty is left out, lists are repeated. */
export function address(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined && one !== '') query.append(name, one);
  }
  return `api/v1/${path}?${query}`;
}

/** The first rows of a CSV answer, as lists of texts; the rest is never fetched. */
export async function rows(path, parameters, most) {
  const answer = await fetch(address(path, parameters));
  check(answer);
  if (!answer.ok) throw new Error((await answer.json().catch(() => null))?.detail ?? `${answer.status} ${answer.statusText}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const lines = [[]];
  let cell = '', quoted = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    for (const letter of value) {
      if (letter === '"') quoted = !quoted; // A doubled quote closes and opens again; none of the engine's texts needs it shown.
      else if (!quoted && (letter === ',' || letter === '\n')) {
        lines.at(-1).push(cell);
        cell = '';
        if (letter === '\n') lines.push([]);
      } else cell += letter;
    }
    if (lines.length > most + 1) { reader.cancel(); break; }
  }
  return lines.filter(l => l.length > 0).slice(0, most + 1);
}
