import type { BuiltIn, Define } from './define';
import { textOf } from '../text-of';

const PROPERTIES = {
  value: '',
  placeholder: '',
  disabled: false,
  maxlength: 140,
  type: 'text',
  password: false,
  focus: false,
  name: '',
  confirmType: 'done',
  autoHeight: false,
  placeholderStyle: '',
  placeholderClass: '',
  cursorSpacing: 0,
  adjustPosition: true,
  holdKeyboard: false,
  ariaLabel: '',
};

type Field = HTMLInputElement | HTMLTextAreaElement;

const KEYBOARDS: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' };

/** `input` and `textarea`. The native events reach handlers without a value and are therefore stopped. */
export function defineFields(define: Define): void {
  for (const tag of ['input', 'textarea']) {
    define(tag, {
      properties: PROPERTIES,
      created: (component, element) => listen(component, element as Field, tag),
      changed(component, element, { name, value }) {
        const field = element as Field;
        if (name === 'value' && field.value !== textOf(value)) field.value = textOf(value);
        else if (name === 'placeholder') field.placeholder = textOf(value);
        else if (name === 'ariaLabel') field.ariaLabel = textOf(value);
        else if (name === 'disabled') field.disabled = value === true;
        else if (name === 'maxlength') limitLength(field, Number(value));
        else if (name === 'focus' && value === true) setTimeout(() => field.focus({ preventScroll: true }));
        else if (tag === 'input' && (name === 'type' || name === 'password')) setKind(component, field);
      },
    });
  }
}

function limitLength(field: Field, limit: number): void {
  if (limit >= 0) field.maxLength = limit;
  else field.removeAttribute('maxlength');
}

function setKind(component: BuiltIn, field: Field): void {
  field.setAttribute('type', component.data['password'] === true ? 'password' : 'text');
  field.inputMode = KEYBOARDS[String(component.data['type'])] ?? 'text';
}

function listen(component: BuiltIn, field: Field, tag: string): void {
  let composing = false;
  const tellInput = (): void =>
    component.triggerEvent('input', { value: field.value, cursor: field.selectionStart ?? 0, keyCode: 0 });
  field.addEventListener('compositionstart', () => {
    composing = true;
  });
  field.addEventListener('compositionend', () => {
    composing = false;
    tellInput();
  });
  field.addEventListener('input', (event) => {
    event.stopImmediatePropagation();
    if (!composing) tellInput();
  });
  for (const name of ['focus', 'blur', 'change'] as const) {
    field.addEventListener(name, (event) => {
      event.stopImmediatePropagation();
      component.triggerEvent(name, { value: field.value, height: 0 });
    });
  }
  field.addEventListener('keydown', (event) => {
    const { key, isComposing, shiftKey } = event as KeyboardEvent;
    const confirms = tag === 'input' || component.data['confirmType'] === 'send';
    if (key !== 'Enter' || isComposing || shiftKey || !confirms) return;
    event.preventDefault();
    component.triggerEvent('confirm', { value: field.value });
  });
}
