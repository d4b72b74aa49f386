import type { Define } from './define';

/** `swiper` as a row that snaps: enough for pictures and short texts. */
export function defineSwiper(define: Define): void {
  define('swiper', {
    properties: {
      current: 0,
      autoplay: false,
      interval: 5_000,
      circular: false,
      vertical: false,
      indicatorDots: false,
      duration: 500,
    },
    created(component, element) {
      let shown = 0;
      element.addEventListener('scroll', () => {
        const width = element.clientWidth;
        const current = width === 0 ? 0 : Math.round(element.scrollLeft / width);
        if (current === shown) return;
        shown = current;
        component.triggerEvent('change', { current, source: 'touch' });
      });
    },
    changed(_component, element, { name, value }) {
      if (name === 'current') element.scrollLeft = Number(value) * element.clientWidth;
    },
  });
  define('swiper-item', { properties: { itemId: '' } });
}
