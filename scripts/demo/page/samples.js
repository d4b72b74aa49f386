import { fill, h, painter } from './dom.js';
import { onState, view } from './live.js';
import { both, lang, t } from './texts.js';

/** Made-up answers of the phone's owner: a press puts one into the input. */
export function drawSamples() {
  const card = document.getElementById('samples');
  const paint = painter((samples) => {
    fill(card, [
      h('h2', {}, t('samples.title')),
      h(
        'div',
        { class: 'samples' },
        Object.entries(samples).map(([name, value]) =>
          h(
            'button',
            { type: 'button', onclick: () => put(both(value)) },
            h('span', {}, t(`samples.${name}`)),
            both(value),
          ),
        ),
      ),
    ]);
  });
  onState((state) => {
    const phone = state.phones.find(({ key }) => key === view.phone);
    card.hidden = !phone;
    if (phone) paint(phone.samples, lang());
  });
}

function put(value) {
  const field = document.getElementById('chat-input');
  field.value = value;
  field.dispatchEvent(new Event('input'));
  field.focus();
}
