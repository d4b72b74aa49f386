import { fill, h, painter } from './dom.js';
import { onState, toast, view } from './live.js';
import { writeOnPhone } from './mini.js';
import { bringToFront, frontDevice } from './places.js';
import { both, lang, t } from './texts.js';

/** Made-up answers of the phone's owner: a press puts one where the person was typing. */
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
            { type: 'button', onclick: () => putWhereTyped(both(value)) },
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

/** Into the page of the mini program or into the chat, whichever was used last. */
export function putWhereTyped(value) {
  const device = frontDevice() === 'chat' ? 'chat' : 'mini';
  bringToFront(device);
  if (device === 'mini') {
    if (!writeOnPhone(value)) toast(t('samples.no_field'));
    return;
  }
  const field = document.getElementById('chat-input');
  field.value = value;
  field.dispatchEvent(new Event('input'));
  field.focus();
}
