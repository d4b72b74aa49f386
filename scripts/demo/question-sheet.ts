import type { AppRegistration, PhoneApp } from '../../test/platform/hands/phone-app';
import type { Sheet, Words } from './mini-sheet';
import { phoneEn } from '../../shared/i18n/phone/en';
import { phoneZhCn, type PhoneKey } from '../../shared/i18n/phone/zh-CN';

/** The name of an answer in both languages. */
function nameOf(field: string): Words {
  const key = `answer.${field}`;
  return key in phoneZhCn ? { zh: phoneZhCn[key as PhoneKey], en: phoneEn[key as PhoneKey] } : field;
}

/** A page of questions: until the mini program has its pages, what is asked and what stands there now. */
export async function questionSheet(
  app: PhoneApp,
  { target, registration }: { target: Record<string, unknown>; registration: AppRegistration },
): Promise<Sheet> {
  const field = typeof target['field'] === 'string' ? target['field'] : undefined;
  const full = field ? undefined : await app.answers(registration.id);
  const answers = full?.ok ? full.body.answers : registration.answers;
  const shown = field ? [field] : Object.keys(answers);
  return {
    title: field ? nameOf(field) : { zh: '我填写的信息', en: 'My answers' },
    lines: shown.map((name) => ({ label: nameOf(name), value: valueText(answers[name]) })),
    checks: [],
    notes: [
      {
        zh: '这一页由小程序提供（下一阶段）；在聊天里回答同一个问题即可。',
        en: 'The mini program brings this page next; the chat takes the same answer.',
      },
    ],
    buttons: [{ key: 'close', label: { zh: '返回聊天', en: 'Back to the chat' } }],
    calls: app.calls,
  };
}

function valueText(value: string | boolean | string[] | undefined): string {
  if (value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? '✓' : '—';
  return Array.isArray(value) ? value.join('、') : value;
}
