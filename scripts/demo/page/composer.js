import { fill, h } from './dom.js';
import { act, toast, view } from './live.js';
import { both, t } from './texts.js';

/** The input bar: a text, a photo of the album or of this machine, a voice message. */
export function composer() {
  const field = h('textarea', { rows: 1, id: 'chat-input', autocomplete: 'off' });
  const send = h('button', { type: 'button', class: 'send', id: 'chat-send', onclick: sendText });
  const more = h('button', { type: 'button', class: 'plus', id: 'chat-more', onclick: togglePanel }, '＋');
  const panel = h('div', { class: 'album', hidden: true });
  const picker = h('input', {
    type: 'file',
    accept: 'image/*',
    class: 'hidden-file',
    id: 'chat-file',
    onchange: sendFile,
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  field.addEventListener('input', grow);

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 96)}px`;
    send.classList.toggle('ready', field.value.trim() !== '');
  }
  function sendText() {
    const text = field.value.trim();
    if (!text || !view.phone) return;
    field.value = '';
    grow();
    void act('type', { phone: view.phone, text });
  }
  async function togglePanel() {
    panel.hidden = !panel.hidden;
    if (panel.hidden) return;
    const list = document.getElementById('messages');
    const album = await fetch('/demo/album').then((response) => response.json());
    fill(panel, [
      h('p', {}, t('chat.album')),
      h(
        'div',
        { class: 'photos' },
        album.map(({ key, title, url }) =>
          h(
            'button',
            { type: 'button', 'data-photo': key, onclick: () => sendSample(key) },
            h('img', { src: url, alt: '', loading: 'lazy' }),
            h('span', {}, both(title)),
          ),
        ),
        h(
          'button',
          { type: 'button', class: 'tool', onclick: () => picker.click() },
          h('i', {}, '🖼'),
          h('span', {}, t('chat.file')),
        ),
        h(
          'button',
          { type: 'button', class: 'tool', onclick: () => sendVoice() },
          h('i', {}, '🎙'),
          h('span', {}, t('chat.voice')),
        ),
      ),
    ]);
    list.scrollTop = list.scrollHeight;
  }
  function sendSample(photo) {
    panel.hidden = true;
    void act('sample', { phone: view.phone, photo });
  }
  function sendVoice() {
    panel.hidden = true;
    void act('voice', { phone: view.phone });
  }
  async function sendFile() {
    const [file] = picker.files;
    picker.value = '';
    panel.hidden = true;
    if (!file) return;
    const phone = encodeURIComponent(view.phone);
    const response = await fetch(`/demo/photo?phone=${phone}`, {
      method: 'POST',
      headers: { 'Content-Type': file.type || 'image/jpeg' },
      body: file,
    });
    if (!response.ok) toast(t('failed'));
  }

  const element = h(
    'div',
    { class: 'composer' },
    h('div', { class: 'bar' }, field, more, send),
    panel,
    picker,
  );
  return {
    element,
    words() {
      field.placeholder = t('chat.placeholder');
      field.setAttribute('aria-label', t('chat.placeholder'));
      more.setAttribute('aria-label', t('chat.more'));
      send.textContent = t('chat.send');
    },
  };
}
