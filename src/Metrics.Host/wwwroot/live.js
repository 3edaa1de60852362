// The connection to the service: it comes back by itself after a lost network or a restarted server, and says when it is gone.

const patience = 12_000; // The service speaks every five seconds at least.
const again = 2_000;

/**
 * Follows server-sent events for as long as the page lives.
 * @param {string} address where they come from
 * @param {(data: object) => void} heard told each state
 * @param {(lost: boolean) => void} changed told when the connection is lost and when it is back
 * @param {() => Promise<void>} refused told of an answer that is no stream; the page may need a key
 */
export function follow(address, heard, changed, refused) {
  let source, last = performance.now(), lost = false;
  const is = now => { if (now !== lost) { lost = now; changed(lost); } };
  const open = () => {
    source?.close();
    source = new EventSource(address);
    source.addEventListener('wall', event => {
      last = performance.now();
      is(false);
      heard(JSON.parse(event.data));
    });
    // The browser tries again after a broken stream, but not after an answer that is none.
    source.addEventListener('error', () => { if (source.readyState === EventSource.CLOSED) refused().finally(() => setTimeout(open, again)); });
  };
  open();
  setInterval(() => {
    if (performance.now() - last < patience) return;
    is(true);
    // A stream that is open and silent leads nowhere.
    if (source.readyState === EventSource.OPEN) open();
  }, 1_000);
}
