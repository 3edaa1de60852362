// A browser is given a key, once; the cookie that holds it is out of this page's reach.
import { html, render, useState } from './libraries/preact.js';
import { say } from './words.js';

document.title = say('Nyckel', 'Key');

// Back to a page of ours alone.
const back = () => {
  const asked = new URL(new URLSearchParams(location.search).get('back') ?? './', location.href);
  return asked.origin === location.origin ? asked.href : './';
};

function Page() {
  const [failed, fail] = useState(null);
  const send = async event => {
    event.preventDefault();
    const answer = await fetch('api/v1/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key: new FormData(event.target).get('key').trim() }) }).catch(() => null);
    if (answer?.ok) location.replace(back());
    else fail((await answer?.json().catch(() => null))?.detail ?? say('Tjänsten svarar inte.', 'The service doesn’t answer.'));
  };
  return html`
    <main>
      <h1>${say('Den här skärmen behöver en nyckel', 'This screen needs a key')}</h1>
      <p>${say('Den som sköter tjänsten gör en med', 'Whoever runs the service makes one with')} <code>metrics key wall --role read</code>.</p>
      <form onSubmit=${send}><label>${say('nyckel', 'key')} <input type="password" name="key" autocomplete="off" required /></label> <button type="submit">${say('Spara', 'Save')}</button></form>
      ${failed && html`<p role="alert" class="warning">${failed}</p>`}
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
