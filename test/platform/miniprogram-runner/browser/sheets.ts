/** A sheet of WeChat itself: modal, action sheet, permission, payment. */
export interface Sheet {
  title: string;
  text?: string;
  /** Smaller, below the text. */
  note?: string;
  /** Buttons; the last one is the main one. */
  options: string[];
  /** Options below one another, as an action sheet shows them. */
  list?: boolean;
  input?: { type: string; value: string; min?: string; max?: string };
  /** Name for tests and styles. */
  kind?: string;
}

/** An empty sheet over the mini program; whoever adds it fills and closes it. */
export function addSheet(kind: string, className: string): { box: HTMLElement; close(): void } {
  const back = element('div', 'mp-sheet');
  back.dataset['sheet'] = kind;
  const box = element('div', className);
  box.setAttribute('role', 'dialog');
  back.append(box);
  document.querySelector('.mp-phone')?.append(back);
  return { box, close: () => back.remove() };
}

/** Shows a sheet over the mini program until one of its buttons is pressed. */
export function choose(sheet: Sheet): Promise<{ option: string; text: string }> {
  const { title, text, note, options, list = false, input, kind = 'sheet' } = sheet;
  const { box, close } = addSheet(kind, `mp-sheet__box ${list ? 'mp-sheet__box--list' : ''}`);
  if (title) box.append(element('div', 'mp-sheet__title', title));
  if (text) box.append(element('div', 'mp-sheet__text', text));
  if (note) box.append(element('div', 'mp-sheet__note', note));
  const field = input && inputOf(input);
  if (field) box.append(field);
  const bar = element('div', 'mp-sheet__bar');
  box.append(bar);
  return new Promise((resolve) => {
    for (const option of options) {
      const button = element('button', 'mp-sheet__option', option);
      button.addEventListener('click', () => {
        close();
        resolve({ option, text: field?.value ?? '' });
      });
      bar.append(button);
    }
  });
}

function inputOf({ type, value, min = '', max = '' }: NonNullable<Sheet['input']>): HTMLInputElement {
  const field = document.createElement('input');
  Object.assign(field, { type, value, min, max, className: 'mp-sheet__input' });
  return field;
}

let toast: HTMLElement | undefined;

/** A short message; a new one takes the place of the last. */
export function showToast(text: string, { duration, busy }: { duration: number; busy?: boolean }): void {
  hideToast();
  toast = element('div', `mp-toast ${busy ? 'mp-toast--busy' : ''}`, text);
  toast.setAttribute('role', 'status');
  document.querySelector('.mp-phone')?.append(toast);
  const shown = toast;
  if (duration > 0) setTimeout(() => shown.remove(), duration);
}

export function hideToast(): void {
  toast?.remove();
  toast = undefined;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
