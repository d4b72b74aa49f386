import type { Page } from 'playwright-core';

// Everything that can be pressed or filled in is reached by the Tab key, in the order of the page, and is seen to be.

/** What can be reached, in the order of the page; of a group of radio buttons one is enough. */
const PREPARE = `(() => {
  const shown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  };
  const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
    (element) => element.type !== 'hidden' && element.type !== 'radio' && !element.disabled && shown(element),
  );
  const look = (element) => {
    const near = [element, element.nextElementSibling, element.closest('label'), element.parentElement].filter(Boolean);
    return near.map((one) => {
      const style = getComputedStyle(one);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor, style.clipPath].join();
    }).join('|');
  };
  window.staffWalk = { wanted, look, before: new Map(wanted.map((element) => [element, look(element)])) };
  return wanted.length;
})()`;

/** Where the last Tab has led: place among what is wanted, and whether it looks otherwise than before. */
const STEP = `(() => {
  const { wanted, look, before } = window.staffWalk;
  const element = document.activeElement;
  if (!element || element === document.body) return { at: -1, isSeen: true, name: '' };
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && style.opacity !== '0';
  const at = wanted.indexOf(element);
  const name = element.tagName.toLowerCase() + '.' + element.className + ': ' + (element.innerText ?? element.name ?? '').trim().slice(0, 30);
  return { at, isSeen: outlined || at < 0 || look(element) !== before.get(element), name };
})()`;

interface Step {
  at: number;
  isSeen: boolean;
  name: string;
}

/** What the keyboard does not reach, reaches out of order, or reaches without a sign; empty when all is well. */
export async function walkByKeyboard(page: Page): Promise<string[]> {
  // From the top, wherever the page itself has put the cursor.
  await page.evaluate(
    'document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex"), document.body.blur()',
  );
  const count = (await page.evaluate(PREPARE)) as number;
  const faults: string[] = [];
  const reached = new Set<number>();
  let last = -1;
  for (let presses = 0; presses < count + 30 && reached.size < count; presses += 1) {
    await page.keyboard.press('Tab');
    const { at, isSeen, name } = (await page.evaluate(STEP)) as Step;
    // A date has several stops of its own.
    if (at >= 0 && at === last) continue;
    if (at >= 0 && reached.has(at)) break;
    if (!isSeen) faults.push(`reached without a sign: ${name}`);
    if (at >= 0 && at < last) faults.push(`out of order: ${name}`);
    if (at < 0) continue;
    reached.add(at);
    last = at;
  }
  const missed = (await page.evaluate(
    `window.staffWalk.wanted.filter((_, at) => !${JSON.stringify([...reached])}.includes(at)).map((one) => one.outerHTML.slice(0, 90))`,
  )) as string[];
  return [...faults, ...missed.map((one) => `not reached: ${one}`)];
}
