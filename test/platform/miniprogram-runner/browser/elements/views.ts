import type { BuiltIn, Define } from './define';
import { textOf } from '../text-of';

/** Elements that show or scroll. */
export function defineViews(define: Define): void {
  define('image', {
    properties: { src: '', mode: 'scaleToFill', lazyLoad: false, showMenuByLongpress: false },
    created: (component, element) => {
      const picture = document.createElement('img');
      picture.className = 'mp-img';
      picture.alt = '';
      picture.onload = () =>
        component.triggerEvent('load', { width: picture.naturalWidth, height: picture.naturalHeight });
      picture.onerror = () => component.triggerEvent('error', { errMsg: 'load fail' });
      element.appendChild(picture);
      component.own['picture'] = picture;
    },
    changed: ({ own }, _element, { name, value }) => {
      const picture = own['picture'] as HTMLImageElement | undefined;
      if (!picture) return;
      if (name === 'mode') picture.style.objectFit = fitOf(textOf(value));
      if (name !== 'src') return;
      if (value) picture.src = textOf(value);
      else picture.removeAttribute('src');
    },
  });
  define('scroll-view', {
    properties: {
      scrollX: false,
      scrollY: false,
      scrollTop: null,
      scrollLeft: null,
      scrollIntoView: '',
      upperThreshold: 50,
      lowerThreshold: 50,
      enableFlex: false,
      scrollWithAnimation: false,
      refresherEnabled: false,
      enhanced: false,
      showScrollbar: true,
    },
    created: tellScrolling,
    changed: scrollTo,
  });
  define('rich-text', {
    properties: { nodes: null, space: '' },
    changed: (_component, element, { name, value }) => {
      if (name !== 'nodes') return;
      element.textContent = '';
      if (Array.isArray(value)) for (const node of value) appendNode(element, node as RichNode);
      else element.append(textOf(value).replace(/<[^>]+>/g, ''));
    },
  });
  define('web-view', {
    properties: { src: '' },
    created: ({ own }, element) => {
      const frame = document.createElement('iframe');
      frame.className = 'mp-web-view';
      element.appendChild(frame);
      own['frame'] = frame;
    },
    changed: ({ own }, _element, { value }) => {
      if (value) (own['frame'] as HTMLIFrameElement).src = textOf(value);
    },
  });
}

function fitOf(mode: string): string {
  if (mode === 'aspectFit') return 'contain';
  return mode === 'aspectFill' ? 'cover' : 'fill';
}

function tellScrolling(component: BuiltIn, element: HTMLElement): void {
  element.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = element;
    const detail = { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: 0, deltaY: 0 };
    component.triggerEvent('scroll', detail);
    const { upperThreshold, lowerThreshold } = component.data;
    if (scrollTop <= Number(upperThreshold)) component.triggerEvent('scrolltoupper', { direction: 'top' });
    if (scrollHeight - scrollTop - clientHeight <= Number(lowerThreshold))
      component.triggerEvent('scrolltolower', { direction: 'bottom' });
  });
}

function scrollTo(
  _component: BuiltIn,
  element: HTMLElement,
  { name, value }: { name: string; value: unknown },
): void {
  if (name === 'scrollY') element.style.overflowY = value ? 'auto' : 'hidden';
  else if (name === 'scrollX') element.style.overflowX = value ? 'auto' : 'hidden';
  else if (name === 'enableFlex' && value) element.style.display = 'flex';
  else if (name === 'scrollTop' && value != null) later(() => (element.scrollTop = Number(value)));
  else if (name === 'scrollLeft' && value != null) later(() => (element.scrollLeft = Number(value)));
  else if (name === 'scrollIntoView' && value)
    later(() => bringIntoView(element.querySelector(byId(textOf(value)))));
}

/** Where nothing is laid out (jsdom) there is nothing to scroll. */
function bringIntoView(target: Element | null): void {
  if (target && typeof target.scrollIntoView === 'function') target.scrollIntoView();
}

/** The framework puts the component's own mark before ids. */
function byId(id: string): string {
  return `[id="${id}"], [id$="--${id}"]`;
}

/** After layout; jsdom without it draws nothing and needs no waiting. */
function later(act: () => void): void {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(act);
  else setTimeout(act);
}

interface RichNode {
  type?: string;
  text?: string;
  name?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

const ALLOWED = /^(class|style|src|alt|width|height|colspan|rowspan)$/;

function appendNode(
  parent: HTMLElement,
  { type, text, name = 'div', attrs = {}, children = [] }: RichNode,
): void {
  if (type === 'text' || text !== undefined) {
    parent.append(text ?? '');
    return;
  }
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attrs)) {
    if (ALLOWED.test(attribute)) element.setAttribute(attribute, value);
  }
  for (const child of children) appendNode(element, child);
  parent.append(element);
}
