/** Makes an element. Texts become text nodes, so that nothing anybody wrote is ever read as markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'href' || name === 'src') element.setAttribute(name, safeAddress(value));
    else if (name === 'value' || name === 'checked' || name === 'hidden' || name === 'disabled')
      element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Only web addresses and places of this page; anything else leads nowhere. */
export function safeAddress(address) {
  const text = String(address);
  return /^(https?:\/\/|\/(?!\/)|blob:)/i.test(text) ? text : 'about:blank';
}

/** Replaces what an element holds and keeps a list that was at its end at its end. */
export function fill(element, children) {
  element.replaceChildren(...[children].flat(3).filter(Boolean));
}

/** Runs `draw` only when what it draws has changed. */
export function painter(draw) {
  let before;
  return (...slices) => {
    const now = JSON.stringify(slices);
    if (now === before) return;
    before = now;
    draw(...slices);
  };
}

const LINK = /https?:\/\/[^\s"'<>，。；]+/g;

/** A text whose web addresses can be pressed. */
export function withLinks(text, onOpen) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(at, match.index));
    parts.push(h('button', { class: 'link', type: 'button', onclick: () => onOpen(match[0]) }, match[0]));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
