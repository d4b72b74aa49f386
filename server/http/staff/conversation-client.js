'use strict';

// One conversation of the desk, kept as it is now: looks whether something is new and puts it into the page, beside whatever
// is being typed. Without it the page is as it was when it was opened.

(() => {
  const desk = document.querySelector('[data-mark]');
  if (!desk) return;
  const SHOWN_MS = 15_000;
  /** Of a tab that nobody looks at only the title is read. */
  const HIDDEN_MS = 60_000;
  let { mark } = desk.dataset;
  let next = 0;
  let isOver = false;
  /** Looks so far. */
  let looks = 0;

  async function look() {
    looks += 1;
    const own = looks;
    const address = `${desk.dataset.address}?live=${mark}`;
    const answer = await fetch(address, { mode: 'same-origin', redirect: 'manual' }).catch(() => null);
    // Away, or asked too often: the next look may tell.
    if (answer === null || answer.status >= 429) return;
    const text = await answer.text().catch(() => null);
    // Cut off while it came, or older than what a later look has brought.
    if (text === null || own !== looks) return;
    if (answer.status === 200) show(new DOMParser().parseFromString(text, 'text/html'));
    else if (answer.status !== 204) end('ended');
  }

  function show(page) {
    const fresh = page.querySelector('[data-mark]');
    if (!fresh) return end('ended');
    mark = fresh.dataset.mark;
    document.title = page.title;
    for (const part of document.querySelectorAll('[data-live]')) {
      const { live } = part.dataset;
      const now = page.querySelector(`[data-live="${live}"]`);
      if (now && part.innerHTML !== now.innerHTML) renew(part, now);
    }
    // Other acts belong to it now; what has been typed stays until its writer is done with it.
    if (fresh.dataset.standing !== desk.dataset.standing) end('changed');
  }

  /** What stays as it was is not touched: a screen reader says the new lines alone, and what is marked stays marked. */
  function renew(part, now) {
    const [before, after] = [[...part.children], [...now.children]];
    const differs = after.findIndex((one, at) => one.outerHTML !== before[at]?.outerHTML);
    const same = differs < 0 ? after.length : differs;
    for (const one of before.slice(same)) one.remove();
    if (before.length === 0) part.replaceChildren(...now.childNodes);
    else part.append(...after.slice(same));
  }

  function end(told) {
    isOver = true;
    document.querySelector(`[data-live-told="${told}"]`).hidden = false;
  }

  function plan() {
    clearTimeout(next);
    if (!isOver) next = setTimeout(() => void again(), document.hidden ? HIDDEN_MS : SHOWN_MS);
  }

  async function again() {
    await look();
    plan();
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(next);
    if (!isOver && !document.hidden) void again();
    else plan();
  });

  plan();
})();
