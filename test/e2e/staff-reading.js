/**
 * Reads a page of the staff as somebody with a screen reader would. Evaluates to { unnamed, unlabelled, headings, order }:
 * buttons, links and pictures that say nothing; fields without a label; what is wrong with the headings and the landmarks;
 * controls that come before the first heading without belonging to the way there.
 */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  };
  const textOf = (id) => document.getElementById(id)?.innerText?.trim() ?? '';
  const labelledBy = (element) =>
    (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean).map(textOf).join(' ').trim();
  const named = (element) =>
    (element.getAttribute('aria-label') ?? '').trim() ||
    labelledBy(element) ||
    element.innerText?.trim() ||
    all('img', element)
      .map((image) => image.alt)
      .join('')
      .trim();
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${element.className}[${element.getAttribute('name') ?? ''}]: ${(element.innerText ?? '').trim().slice(0, 30)}`;

  const unnamed = [
    ...all('button, a[href], summary').filter((element) => shown(element) && !named(element)),
    ...all('img').filter((image) => shown(image) && !image.hasAttribute('alt')),
    ...all('svg').filter(
      (drawing) => shown(drawing) && drawing.getAttribute('aria-hidden') !== 'true' && !named(drawing),
    ),
  ].map(nameOf);

  const labelOf = (field) =>
    [...(field.labels ?? [])].map((label) => label.innerText.trim()).join(' ') ||
    labelledBy(field) ||
    (field.getAttribute('aria-label') ?? '').trim();
  const unlabelled = all('input, select, textarea')
    .filter((field) => field.type !== 'hidden' && shown(field) && !labelOf(field))
    .map(nameOf);
  for (const group of all('fieldset').filter(shown)) {
    if (!group.querySelector('legend')?.innerText.trim() && !named(group)) unlabelled.push(nameOf(group));
  }

  const headings = [];
  const levels = all('h1, h2, h3, h4, h5, h6').filter(shown);
  const titles = levels.filter((heading) => heading.tagName === 'H1');
  if (titles.length !== 1) headings.push(`${titles.length} headings of the first level`);
  let last = 0;
  for (const heading of levels) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) headings.push(`from level ${last} to ${level}: ${heading.innerText.trim()}`);
    last = level;
  }
  if (all('main').length !== 1) headings.push(`${all('main').length} parts called main`);
  if (!document.documentElement.lang) headings.push('no language');
  const ids = all('[id]').map((element) => element.id);
  headings.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} twice`));

  const [title] = titles;
  const before = (element) =>
    title && Boolean(element.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING);
  const order = all('main button, main input, main select, main textarea')
    .filter((element) => element.type !== 'hidden' && shown(element) && before(element))
    .map((element) => `before the heading: ${nameOf(element)}`);
  order.push(
    ...all('[tabindex]')
      .filter((element) => element.tabIndex > 0)
      .map(nameOf),
  );
  return { unnamed, unlabelled, headings, order };
})();
