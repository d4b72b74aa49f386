import type { Opened } from '../../../../../miniprogram/pages/open/facts';
import { leadOf } from '../../../../../miniprogram/pages/open/view-model';
import { aRegistration } from '../../../../support/miniprogram-answers';

const ACCOUNT: Opened['account'] = {
  id: '01hzzzzzzzzzzzzzzzzzzzzzzy',
  state: 'active',
  email: null,
  emailVerified: true,
  mobile: null,
  mobileVerified: true,
  hasPassword: false,
  locale: 'zh-CN',
};
const registration = aRegistration();
const own = { registration: registration.id };

function opened(target: Record<string, unknown>, change: Partial<Opened> = {}): Opened {
  return {
    account: ACCOUNT,
    purpose: 'question',
    target,
    again: false,
    registrationId: registration.id,
    seasonId: registration.seasonId,
    ...change,
  };
}

describe('leadOf', () => {
  const page = (name: string, query: object) => ({ kind: 'page', target: { page: name, query } });

  it.each([
    [{ open: 'question', field: 'name' }, page('question', { ...own, field: 'name' })],
    [{ open: 'question', field: 'siteCode' }, page('site', own)],
    [{ open: 'question', field: 'subjects' }, page('subjects', own)],
    [{ open: 'question', field: 'guardian' }, page('consent', { ...own, notice: 'guardian_consent' })],
    [{ open: 'notice', noticeId: 'agreement' }, page('notice', { ...own, notice: 'agreement' })],
    [{ open: 'summary' }, page('check', own)],
    [{ open: 'status' }, page('status', own)],
    [{ open: 'ticket' }, page('ticket', own)],
    [{ open: 'sites' }, page('sites', { season: registration.seasonId })],
    [{ open: 'payment' }, page('payment', own)],
    [{ open: 'payment', subjectCodes: ['65', '24'] }, page('payment', { ...own, subjects: '65,24' })],
  ])('leads %j to its very page', (target, lead) => {
    expect(leadOf(opened(target), registration)).toEqual(lead);
  });

  it('leads to the account while its addresses are not verified', () => {
    const account = { ...ACCOUNT, state: 'guest' as const };
    const email = opened({ open: 'question', field: 'email' }, { account });
    expect(leadOf(email, registration)).toEqual(page('account', {}));
    expect(leadOf(opened({ open: 'summary' }, { account, registrationId: null }), null)).toEqual(
      page('account', {}),
    );
  });

  it('leads to the photo where one may be sent, else to the first page', () => {
    const photo = opened({ open: 'question', field: 'photo' });
    const may = aRegistration({ actions: [{ action: 'upload_photo', possible: true, reasons: [] }] });
    expect(leadOf(photo, may)).toEqual(page('photo', own));
    expect(leadOf(photo, registration)).toEqual({ kind: 'home', note: 'locked' });
  });

  it('tells what is locked and what was opened and done before', () => {
    const name = { open: 'question', field: 'name' };
    expect(leadOf(opened(name), aRegistration({ actions: [] }))).toEqual({ kind: 'home', note: 'locked' });
    const done = aRegistration({
      position: { step: 'question', about: 'ethnicity' },
      fields: [{ field: 'name', required: true, answered: true }],
    });
    expect(leadOf(opened(name, { again: true }), done)).toEqual({ kind: 'home', note: 'used' });
    expect(leadOf(opened(name), done)).toEqual(page('question', { ...own, field: 'name' }));
    expect(leadOf(opened(name, { again: true }), registration)).toMatchObject({ kind: 'page' });
    expect(leadOf(opened({ open: 'payment' }, { again: true }), done)).toEqual({
      kind: 'home',
      note: 'used',
    });
  });

  it('leads home where the item names no page', () => {
    expect(leadOf(opened({}), registration)).toEqual({ kind: 'home', note: null });
    expect(leadOf(opened({ open: 'summary' }, { registrationId: null }), null)).toEqual({
      kind: 'home',
      note: null,
    });
  });
});
