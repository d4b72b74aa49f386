import type { Define } from './define';

interface Checkable {
  value: unknown;
  checked: boolean;
  element: HTMLElement;
}

const CHECKED = 'mpChecked';
const VALUE = 'mpValue';

/** Check boxes, radio buttons, their groups, and forms. */
export function defineForms(define: Define): void {
  for (const kind of ['checkbox', 'radio'] as const) {
    define(kind, {
      properties: { value: '', checked: false, disabled: false, color: '' },
      created(component, element) {
        element.setAttribute('role', kind);
        element.tabIndex = 0;
        element.addEventListener('click', () => {
          if (component.data['disabled'] === true) return;
          mark(element, kind === 'radio' || element.dataset[CHECKED] !== 'true');
          element.dispatchEvent(new CustomEvent('mp-checked', { bubbles: true }));
        });
      },
      changed(_component, element, { name, value }) {
        if (name === 'checked') mark(element, value === true);
        if (name === 'value') element.dataset[VALUE] = String(value);
      },
    });
    define(`${kind}-group`, {
      properties: { name: '' },
      created(component, element) {
        element.addEventListener('mp-checked', (event) => {
          event.stopPropagation();
          const all = checkablesIn(element, kind);
          if (kind === 'radio') for (const one of all) mark(one.element, one.element === event.target);
          const values = checkablesIn(element, kind).filter(({ checked }) => checked);
          const value = kind === 'radio' ? values[0]?.value : values.map((one) => one.value);
          component.triggerEvent('change', { value });
        });
      },
    });
  }
  define('form', {
    properties: { reportSubmit: false },
    created(component, element) {
      element.addEventListener('click', (event) => {
        const button = (event.target as HTMLElement).closest('button[form-type="submit"]');
        if (button) component.triggerEvent('submit', { value: {} });
      });
    },
  });
}

function mark(element: HTMLElement, checked: boolean): void {
  element.dataset[CHECKED] = String(checked);
  element.setAttribute('aria-checked', String(checked));
}

function checkablesIn(group: HTMLElement, kind: string): Checkable[] {
  return [...group.querySelectorAll<HTMLElement>(`[role="${kind}"]`)].map((element) => ({
    value: element.dataset[VALUE],
    checked: element.dataset[CHECKED] === 'true',
    element,
  }));
}
