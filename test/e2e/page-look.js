/**
 * Looks at the page that is shown as a person with a small phone and weak eyes would. Evaluates to
 * { wide, faint, small, empty }: what hangs over the edge, texts of too little contrast, targets too small for a thumb.
 */
(() => {
  const LEAST_CONTRAST = 4.5;
  const LEAST_LARGE_CONTRAST = 3;
  const LEAST_TARGET_PX = 44;

  // A colour on its way is neither the one nor the other. What turns for ever has no end.
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
  }

  const shown = (element) => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return style.visibility === 'visible' && style.display !== 'none' && width > 1 && height > 1;
  };
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${element.className}: ${(element.innerText ?? element.name ?? '').trim().slice(0, 30)}`;

  const drawn = (text) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, 1];
  };
  const read = (text) => {
    if (text === 'transparent') return [0, 0, 0, 0];
    const alpha = /rgba?\([^)]*[,/]\s*([\d.]+)\)$/.exec(text);
    const parts = /rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)/.exec(text);
    if (!parts) return drawn(text);
    const opaque = text.startsWith('rgb(') && !text.includes('/');
    return [Number(parts[1]), Number(parts[2]), Number(parts[3]), opaque || !alpha ? 1 : Number(alpha[1])];
  };
  /** A page has few colours and many elements in them. */
  const remembered = (compute) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, compute(key));
      return known.get(key);
    };
  };
  const rgba = remembered(read);
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((value, index) => value * alpha + below[index] * (1 - alpha));
  const backgroundOf = remembered((element) => {
    if (!element) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] >= 1 ? own.slice(0, 3) : over(own, backgroundOf(element.parentElement));
  });
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrastOf = (element) => {
    const background = backgroundOf(element);
    const text = over(rgba(getComputedStyle(element).color), background);
    const [dark, light] = [luminance(background), luminance(text)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };

  const elements = [...document.body.querySelectorAll('*')].filter(shown);
  const withText = elements.filter((element) =>
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '',
    ),
  );
  const faint = withText.flatMap((element) => {
    const contrast = contrastOf(element);
    const isHuge = Number.parseFloat(getComputedStyle(element).fontSize) >= 24;
    const least = isHuge ? LEAST_LARGE_CONTRAST : LEAST_CONTRAST;
    return contrast < least ? [`${contrast.toFixed(2)} ${nameOf(element)}`] : [];
  });

  // A link within a sentence is as high as the line.
  const withinSentence = (element) => {
    const around = element.parentElement.innerText?.trim() ?? '';
    return element.tagName === 'A' && around.length > element.innerText.trim().length + 8;
  };
  const hidden = (element) => element.type === 'hidden' || getComputedStyle(element).opacity === '0';
  const targets = [
    ...document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, label:has(input), [aria-role=button], [aria-role=radio]',
    ),
  ].filter((element) => shown(element) && !hidden(element) && !withinSentence(element));
  const isLarge = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= LEAST_TARGET_PX - 0.5 && height >= LEAST_TARGET_PX - 0.5;
  };
  const small = targets.flatMap((element) => {
    // A tick is pressed by its label too.
    const ticked = ['checkbox', 'radio'].includes(element.type) ? [...element.labels] : [];
    if ([element, ...ticked].some(isLarge)) return [];
    const { width, height } = element.getBoundingClientRect();
    return [`${Math.round(width)}x${Math.round(height)} ${nameOf(element)}`];
  });

  const wide = elements.flatMap((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > innerWidth + 0.5 || left < -0.5 ? [nameOf(element)] : [];
  });
  const scrolls = document.documentElement.scrollWidth > innerWidth;
  return { wide: scrolls ? ['the page', ...wide] : wide, faint, small };
})();
