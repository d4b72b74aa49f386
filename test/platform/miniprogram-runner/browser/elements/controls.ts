import { askForPhoneNumber } from '../wx/phone-number';
import { agreeToPrivacy } from '../wx/privacy';
import { routes } from '../router';
import { choose } from '../sheets';
import { share } from '../wx/share';
import type { BuiltIn, Define } from './define';
import { onPress } from './press';
import { textOf } from '../text-of';

/** Elements that are pressed. */
export function defineControls(define: Define): void {
  define('button', {
    properties: {
      disabled: false,
      formType: '',
      openType: '',
      loading: false,
      type: '',
      size: '',
      plain: false,
      hoverClass: '',
      phoneNumberNoQuotaToast: true,
    },
    created(component, element) {
      element.setAttribute('type', 'button');
      onPress(element, () => void openTypeOf(component));
    },
    changed(_component, element, { name, value }) {
      if (name === 'disabled') (element as HTMLButtonElement).disabled = value === true;
    },
  });
  define('switch', {
    properties: { checked: false, disabled: false, color: '', type: 'switch', name: '' },
    created: (component, element) => toggled(component, element, 'switch'),
    changed: (component, element, { name, value }) => {
      if (name === 'checked') setChecked(component, element, value === true);
    },
  });
  define('navigator', {
    properties: { url: '', openType: 'navigate', delta: 1, hoverClass: '' },
    created({ data }, element) {
      element.addEventListener('click', () => {
        const url = String(data['url']);
        if (data['openType'] === 'navigateBack') routes().back(Number(data['delta']));
        else if (data['openType'] === 'redirect') routes().replace(url);
        else if (data['openType'] === 'reLaunch') routes().relaunch(url);
        else routes().open(url);
      });
    },
  });
  define('picker', {
    properties: {
      mode: 'selector',
      range: [],
      rangeKey: '',
      value: null,
      start: '',
      end: '',
      fields: 'day',
      disabled: false,
      headerText: '',
      name: '',
    },
    created(component, element) {
      element.addEventListener('click', () => void pick(component));
    },
  });
}

async function openTypeOf(component: BuiltIn): Promise<void> {
  const { openType, disabled } = component.data;
  if (disabled === true) return;
  if (openType === 'agreePrivacyAuthorization') {
    agreeToPrivacy();
    component.triggerEvent('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
  }
  if (openType === 'share') await share();
  if (openType === 'getPhoneNumber' || openType === 'getRealtimePhoneNumber') {
    const detail = await askForPhoneNumber(String(openType));
    component.triggerEvent(openType.toLowerCase(), detail);
  }
}

function toggled(component: BuiltIn, element: HTMLElement, role: string): void {
  element.setAttribute('role', role);
  element.tabIndex = 0;
  element.addEventListener('click', () => {
    if (component.data['disabled'] === true) return;
    setChecked(component, element, component.own['checked'] !== true);
    component.triggerEvent('change', { value: component.own['checked'] });
  });
}

function setChecked(component: BuiltIn, element: HTMLElement, checked: boolean): void {
  component.own['checked'] = checked;
  element.setAttribute('aria-checked', String(checked));
}

/** The native picker: a sheet of rows, or the browser's own control for a date or time. */
async function pick(component: BuiltIn): Promise<void> {
  const { mode, range, rangeKey, headerText, value, start, end, disabled } = component.data;
  if (disabled === true) return;
  const title = textOf(headerText);
  if (mode === 'date' || mode === 'time') {
    const input = { type: String(mode), value: textOf(value), min: textOf(start), max: textOf(end) };
    const typed = await choose({ title, input, options: ['取消', '确定'] });
    if (typed.option === '确定') component.triggerEvent('change', { value: typed.text });
    else component.triggerEvent('cancel');
    return;
  }
  const rows = (range as unknown[]).map((row) =>
    rangeKey ? String((row as Record<string, unknown>)[textOf(rangeKey)]) : String(row),
  );
  const { option } = await choose({ title, options: [...rows, '取消'], list: true });
  const index = rows.indexOf(option);
  if (index >= 0) component.triggerEvent('change', { value: index });
  else component.triggerEvent('cancel');
}
