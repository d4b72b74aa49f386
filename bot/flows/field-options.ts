import { fieldOf, type AskedField } from '../../shared/domain/fields';
import type { Option, View } from '../engine/flow';
import { capital, displayAnswer } from '../replies/display';
import { ALIASES } from '../understanding/aliases';
import { acceptAnswer, acceptOffered } from './accept-answer';

/** Choices of a closed list, with the words people use for them. */
export function choiceOptions(name: AskedField, view: View): Option[] {
  const { season, answers } = view;
  if (!season) return [];
  const choices = fieldOf(name).choices?.(season, answers) ?? [];
  return choices.map(({ value, name: label }) => ({
    key: `is.${value}`,
    label: label ? view.local(label) : capital(view.say(choiceKey(name, value))),
    words: label
      ? [label.zh, label.en, ...shortNames(label.zh), ...(ALIASES[`${name}.${value}`] ?? [])]
      : ALIASES[`${name}.${value}`],
    move: () => acceptAnswer(name, value, view),
  }));
}

function choiceKey(
  name: AskedField,
  value: string,
): 'choice.sex.male' | 'choice.sex.female' | 'choice.student.yes' | 'choice.student.no' {
  if (name === 'sex') return value === 'male' ? 'choice.sex.male' : 'choice.sex.female';
  return value === 'yes' ? 'choice.student.yes' : 'choice.student.no';
}

/** 汉 for 汉族. */
function shortNames(zh: string): string[] {
  return zh.length > 1 && zh.endsWith('族') ? [zh.slice(0, -1)] : [];
}

/** Verified addresses are offered as the answers of the contact group. */
export function defaults(name: AskedField, view: View): Option[] {
  if (name !== 'mobile' && name !== 'email') return [];
  const known = view.situation.contact[name];
  if (!known || view.answers[name] === known) return [];
  return [
    {
      key: 'use_account',
      label: view.say('field.use_account', { value: displayAnswer(name, { [name]: known }, view) }),
      words: ['是', '好', '可以', '用这个', 'yes', 'ok', 'use it'],
      move: () => acceptOffered(name, known, view),
    },
  ];
}
