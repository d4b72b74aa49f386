import type { Session, Situation } from '../../bot/ports';
import { newSession } from '../../bot/session';
import { FIELDS } from '../../shared/domain/fields';
import { STATES } from '../../shared/domain/lifecycle';
import { NOTICE_IDS, type Season } from '../../shared/domain/season';
import {
  COMPLETE,
  inState,
  registration,
  SEASON,
  situation,
  without,
  type SituationChanges,
} from './situations';

export interface ChatPlace {
  name: string;
  at: Situation;
  session: Session;
}

/** Every place of the conversation, with the session that leads there. */
export function chatPlaces(season: Season = SEASON, locale: 'zh-CN' | 'en' = 'zh-CN'): ChatPlace[] {
  const place = (name: string, at: Situation, session: Partial<Session> = {}): ChatPlace => ({
    name,
    at,
    session: { ...newSession(locale), ...session },
  });
  const here = (changes: SituationChanges): Situation => situation({ locale, season, ...changes });
  const account = (changes: Partial<Situation['account']>): Situation =>
    here({ answers: {}, account: { ...situation().account, ...changes } });
  const held = { documentType: 'resident_id' as const };
  const confirmations: NonNullable<Session['confirming']>[] = [
    { act: 'submit_for_review', reason: null },
    { act: 'delete', reason: null },
    { act: 'delete', reason: '不考了' },
    { act: 'hand_off', reason: 'misses' },
  ];
  return [
    place('entry', situation({ locale, registration: null, season: null, seasons: [season] })),
    place('account.email', account({ email: null, emailVerified: false })),
    place('account.mobile', account({ mobile: null, mobileVerified: false })),
    place('account.wait', account({ emailVerified: false, mobileVerified: false })),
    place('account.login', account({ emailVerified: false, loginLinkSent: true })),
    ...(
      ['general_consent', 'agreement', 'sitting_notice', 'province_notice', 'sensitive_consent'] as const
    ).map((id) =>
      place(`notice.${id}`, here({ answers: {}, ticked: NOTICE_IDS.filter((other) => other !== id) })),
    ),
    ...[null, { name: '王大明', relation: null }, { name: '王大明', relation: '父亲' }].map((guardian, at) =>
      place(`guardian.${at}`, here({ answers: {}, guardian: 'needed', heldAnswers: held }), { guardian }),
    ),
    place('guardian.wait', here({ answers: {}, guardian: 'waiting', heldAnswers: held })),
    ...FIELDS.filter(({ field }) => field !== 'documentNumber').map(({ field }) =>
      place(`field.${field}`, here({ answers: without(field) }), { editing: field }),
    ),
    place('field.documentNumber', here({ answers: { documentType: 'resident_id' } })),
    place('city', here({ answers: without('siteCode', 'subjects') }), { city: '福州' }),
    place('edit.menu', here({}), { editing: 'menu' }),
    place('unconfirmed', here({}), { unconfirmed: { step: 'name', answers: { name: '李四' }, said: 'x' } }),
    place('switch', here({}), {
      unconfirmed: {
        step: 'switch',
        answers: { documentType: 'passport', documentNumber: 'E12345678' },
        said: 'x',
      },
    }),
    place('choosing', here({}), { choosing: ['pay.fee', 'pay.how'] }),
    place(
      'change',
      here({ registration: registration({ state: 'saved', changeSet: { ...COMPLETE, name: '李四' } }) }),
    ),
    ...confirmations.map((confirming) =>
      place(`confirm.${confirming.act}`, inState('ready', { locale, season }), { confirming }),
    ),
    place('confirm.clear_draft', here({}), { confirming: { act: 'clear_draft', reason: null } }),
    place('confirm.leave_photo', inState('saved', { locale, season }), {
      confirming: { act: 'leave_photo', reason: null },
    }),
    ...STATES.map((state) => place(`state.${state}`, inState(state, { locale, season }))),
    place('information', inState('saved', { locale, season }), { shown: ['left_photo'] }),
    place('other site', inState('ready', { locale, season, site: 'other' })),
  ];
}
