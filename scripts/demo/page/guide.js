import { fill, h, painter } from './dom.js';
import { onState } from './live.js';
import { lang, t } from './texts.js';

const STEPS = ['fill', 'data', 'review', 'desk', 'pay'];

/** What a visitor may do here, in order; it can be folded away. */
export function drawGuide() {
  const card = document.getElementById('guide');
  const paint = painter(() =>
    fill(
      card,
      h(
        'details',
        { open: true },
        h('summary', {}, t('guide.title')),
        h(
          'ol',
          {},
          STEPS.map((step) => h('li', {}, t(`guide.${step}`))),
        ),
      ),
    ),
  );
  onState(() => paint(lang()));
}
