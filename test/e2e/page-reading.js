/**
 * Reads the page that is shown as somebody with a screen reader or large type would. Evaluates to
 * { texts, unlabelled, late, small }: all words, inputs without a name, controls before the first heading, and targets
 * below the size that large type promises.
 */
(() => {
  const LARGE_TARGET_PX = 60;
  const CONTROLS = 'button, input, textarea, [aria-role=button], [aria-role=radio], [aria-role=checkbox]';

  const page = [...document.querySelectorAll('.mp-page-box')].at(-1) ?? document.body;
  const shown = (element) => {
    const { visibility, display, opacity } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return visibility === 'visible' && display !== 'none' && opacity !== '0' && width > 1 && height > 1;
  };
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${element.className}: ${(element.innerText ?? '').trim().slice(0, 30)}`;

  const all = [...page.querySelectorAll('*')].filter(shown);
  const controls = all.filter((element) => element.matches(CONTROLS));
  const heading = all.find((element) => element.matches('[aria-role=heading]'));
  const isBefore = (element) =>
    !heading || Boolean(element.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isLarge = page.querySelector('.large-type') !== null;

  const labelled = (element) =>
    (element.getAttribute('aria-label') ?? element.parentElement?.getAttribute('aria-label') ?? '').trim() !==
    '';
  return {
    texts: page.innerText,
    unlabelled: controls
      .filter((element) => element.matches('input, textarea') && !labelled(element))
      .map(nameOf),
    late: heading ? controls.filter(isBefore).map(nameOf) : ['no heading'],
    small: isLarge
      ? controls.flatMap((element) => {
          const { width, height } = element.getBoundingClientRect();
          const fits = width >= LARGE_TARGET_PX - 0.5 && height >= LARGE_TARGET_PX - 0.5;
          return fits ? [] : [`${Math.round(width)}x${Math.round(height)} ${nameOf(element)}`];
        })
      : [],
  };
})();
