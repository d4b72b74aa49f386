import { isTextKey, render } from '../../../../bot/replies/render';
import { ERRORS, errorTextKey, type ErrorCode } from '../../../../shared/domain/codes';
import type { Refusal, RefusalCode } from '../../../../shared/domain/refusal';
import type { State } from '../../../../shared/domain/lifecycle';
import { frameEn } from '../../../../shared/i18n/phone/frame/en';
import { frameZhCn } from '../../../../shared/i18n/phone/frame/zh-CN';
import { promiseEn } from '../../../../shared/i18n/phone/promise/en';
import { promiseZhCn } from '../../../../shared/i18n/phone/promise/zh-CN';
import { isPageKey, pageText } from '../../../../shared/i18n/pages/text';
import { readableParams } from '../../../../shared/i18n/readable-params';
import { envelopeOf } from '../../../../server/http/middleware/handle-errors';
import { refused, refusedAct, tooManyNumbers } from '../../../../server/http/presenters/failures';
import { presentReason } from '../../../../server/http/presenters/registration';
import { AppError } from '../../../../server/use-cases/ports/app-error';
import type { RegistrationView } from '../../../../server/use-cases/registrations/view-registration';
import type { Registration } from '../../../../miniprogram/services/registrations';
import { aRegistration, aSeason, aSite, NOW, SUBJECTS } from '../../../support/miniprogram-answers';
import { builtMiniProgram } from '../../../support/built-miniprogram';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../support/miniprogram-page';
import { until } from '../../../support/until';

type PageName = 'question' | 'promise' | 'submit' | 'payment';

const OPENS = { opensAt: NOW };
const CLOSED = { closedAt: NOW };

/**
 * The page on which each refusal is told, with values as the guards give them; null where no candidate meets it. What
 * other pages than these four are refused they tell by the same sheet.
 */
const REFUSALS: Readonly<Record<RefusalCode, readonly [PageName, Refusal['params']?] | null>> = {
  'state.not_possible': ['question'],
  'state.already_done': ['submit'],
  'state.pending_locked': ['question'],
  'state.approved_locked': ['question'],
  'state.paying_locked': ['question'],
  'state.paid_locked': ['question'],
  'state.deleted': ['question'],
  'state.expired': ['question'],
  'window.not_open_yet': ['question', OPENS],
  'window.between': ['question', OPENS],
  'window.closed': ['promise', CLOSED],
  'resubmission.closed': ['submit', CLOSED],
  'review.ended': ['submit', { endedAt: NOW }],
  'review.site_does_not_review': ['submit'],
  'review.not_approved_yet': ['payment'],
  'review.resubmission_too_late': ['submit'],
  'information.incomplete': ['promise', { field: 'name' }],
  'information.promise_missing': ['promise'],
  'photo.missing': ['submit'],
  'change.open': ['submit'],
  'change.none': ['promise'],
  'payment.due_passed': ['payment', { dueAt: NOW }],
  'payment.too_close_to_due': ['payment', { dueAt: NOW }],
  'payment.order_open': ['payment'],
  'payment.fee_not_zero': ['payment'],
  'payment.fee_zero': ['payment'],
  'payment.nothing_unpaid': ['payment'],
  'payment.subject_not_payable': ['payment'],
  'payment.part_paid': ['question'],
  'delete.requested': ['question'],
  'delete.reason_required': ['question'],
  'site.window_closed': ['promise'],
  'ticket.not_yet': ['question', OPENS],
  'account.order_open': ['question'],
  'account.exam_ahead': ['question', { untilAt: NOW }],
  'account.refund_open': ['question'],
  // Told in the chat that asks about the correction, and on the page of its link.
  'proposal.over': null,
  // Of reviewers, of other roles, and of work that becomes due.
  'role.not_allowed': null,
  'review.revision_changed': null,
  'review.not_viewed': null,
  'review.reason_required': null,
  'review.own_registration': null,
  'expiry.not_due': null,
};
const CODES = Object.keys(REFUSALS) as RefusalCode[];
/** A question that was answered elsewhere meanwhile shows both answers in place of a sentence. */
const CODES_OF_ERRORS = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => code !== 'VERSION_CONFLICT');

/** Where a refusal that was known beforehand stands in place of the page. */
const BEFOREHAND = [
  ['question', 'edit', 'window.closed', CLOSED],
  ['site', 'edit', 'state.pending_locked', undefined],
  ['subjects', 'edit', 'state.approved_locked', undefined],
  ['photo', 'upload_photo', 'resubmission.closed', CLOSED],
  ['promise', 'submit_information', 'window.closed', CLOSED],
  ['submit', 'submit_for_review', 'photo.missing', undefined],
  ['deletion', 'delete', 'payment.part_paid', undefined],
] as const;

const VIEW = {
  registration: { state: 'ready' as State, version: 3 },
  acts: [],
} as unknown as RegistrationView;
/** Codes that come with their own reasons. */
const WITH_REASONS: readonly [AppError, code: string][] = [
  [refusedAct({ ok: false, why: 'duplicate_document' }, VIEW), 'id.already_used'],
  [refusedAct({ ok: false, why: 'notices_missing', notices: ['agreement'] }, VIEW), 'notice.not_ticked'],
  [tooManyNumbers(60_000), 'id.too_many_numbers'],
];
const RAW = /\{\{|undefined|\b[a-z]+(_[a-z]+)*\.[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b/;
const LOCALES = ['zh-CN', 'en'] as const;
const frameOf = (locale: (typeof LOCALES)[number]) => (locale === 'en' ? frameEn : frameZhCn);

describe('Acts that the server refuses', () => {
  const subject = { code: '65', name: SUBJECTS[1]!.name, feeFen: 10_500 };
  let page: MountedPage | undefined;
  beforeAll(() => builtMiniProgram(), 30_000);
  afterEach(() => page?.close());

  const ofPage = (wanted: PageName) => CODES.filter((code) => REFUSALS[code]?.[0] === wanted);
  const cases = (['question', 'promise', 'submit', 'payment'] as const).flatMap((name) =>
    LOCALES.map((locale) => [name, locale] as const),
  );

  it.each(cases)('are told on the %s page in their own words in %s', async (name, locale) => {
    let reply: Reply = 'no answer';
    const mounted = await open(name, locale, { reply: () => reply });
    for (const code of ofPage(name)) {
      const params = REFUSALS[code]?.[1];
      const error = refused([{ code, remedy: 'none', ...(params && { params }) }]);
      reply = replyOf(error, locale);
      await acts(mounted, locale);
      await mounted.sees(textOf(code, params, locale));
      await isUnderstood(mounted, locale);
    }
  });

  it.each(LOCALES)('have a sentence for every kind of failure in %s', async (locale) => {
    let reply: Reply = 'no answer';
    const mounted = await open('question', locale, { reply: () => reply });
    for (const code of CODES_OF_ERRORS) {
      reply = replyOf(new AppError(code), locale);
      await acts(mounted, locale);
      await mounted.sees(render(locale, errorTextKey(code)));
      await isUnderstood(mounted, locale);
    }
    for (const [error, code] of WITH_REASONS) {
      reply = replyOf(error, locale);
      await acts(mounted, locale);
      await mounted.sees(textOf(code, error.details.reasons?.[0]?.params, locale));
      await isUnderstood(mounted, locale);
    }
  });

  it.each(LOCALES)('say that something moved on meanwhile in %s', async (locale) => {
    const conflict = replyOf(new AppError('VERSION_CONFLICT'), locale);
    const mounted = await open('submit', locale, { reply: () => conflict });
    await acts(mounted, locale);
    await mounted.sees(render(locale, 'error.version_conflict'));
    await isUnderstood(mounted, locale);
  });

  it.each(BEFOREHAND.flatMap((row) => LOCALES.map((locale) => [...row, locale] as const)))(
    'stand in place of the %s page (%s, %s) when they are known before',
    async (name, action, code, params, locale) => {
      const reason = presentReason({ code, remedy: 'none', ...(params && { params }) }, locale);
      const actions = [{ action, possible: false, reasons: [reason] }];
      const position = { step: 'photo' as const, about: null };
      const mounted = await open(name, locale, { change: { actions, position } });
      await mounted.sees(textOf(code, params, locale));
      expect(mounted.text()).not.toMatch(RAW);
    },
  );

  function replyOf(error: AppError, locale: 'zh-CN' | 'en'): Reply {
    return { status: ERRORS[error.code].status, body: envelopeOf(error, { locale, requestId: 'r' }) };
  }

  function textOf(
    code: string,
    params: Readonly<Record<string, string | number>> | undefined,
    locale: 'zh-CN' | 'en',
  ): string {
    const words = readableParams(params, { season: null, locale });
    if (isPageKey(code)) return pageText(locale, code, words);
    const key = [`refusal.${code}`, code].find(isTextKey);
    return key ? render(locale, key, words) : `no text for ${code}`;
  }

  const mainLabel = ({ document }: MountedPage): string =>
    document.querySelector('.action-bar__main')?.textContent?.trim() ?? '';

  async function acts(mounted: MountedPage, locale: 'zh-CN' | 'en'): Promise<void> {
    const { tick } = mounted.data()['view'] as { tick?: { ticked: boolean }[] };
    if (tick?.[0]?.ticked === false)
      await mounted.taps((locale === 'en' ? promiseEn : promiseZhCn)['promise.tick']);
    await mounted.taps(mainLabel(mounted));
  }

  async function isUnderstood(mounted: MountedPage, locale: 'zh-CN' | 'en'): Promise<void> {
    expect(mounted.text()).not.toMatch(RAW);
    await mounted.taps(frameOf(locale)['frame.ok']);
  }

  async function open(
    name: string,
    locale: 'zh-CN' | 'en',
    { reply, change = {} }: { reply?: () => Reply; change?: Partial<Registration> },
  ): Promise<MountedPage> {
    const possible = ['edit', 'submit_information', 'submit_for_review', 'open_order'];
    const registration = aRegistration({
      missing: [],
      state: name === 'payment' ? 'approved' : name === 'submit' ? 'ready' : 'draft',
      position: { step: 'summary', about: null },
      site: { code: '359601', name: aSite().name, reviews: true },
      answers: { name: '王*明', subjects: ['65'] },
      actions: possible.map((action) => ({ action, possible: true, reasons: [] })) as never,
      ...change,
    });
    const { id, seasonId } = registration;
    const at = `/registrations/${id}`;
    const readBack = { name: '', documentNumber: '', site: null, subjects: [subject], amountFen: 10_500 };
    page = await mountPage({
      page: `/pages/${name}/index?registration=${id}&field=name`,
      storage: SIGNED_IN,
      conditions: { language: locale === 'en' ? 'en' : 'zh_CN' },
      server: {
        [`GET ${at}`]: { body: { registration } },
        [`GET ${at}/answers`]: { body: { answers: { name: '王小明' }, version: 3 } },
        [`GET ${at}/payment`]: { body: { readBack, order: null, proofs: [], refunds: [], registration } },
        [`GET /seasons/${seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${seasonId}/sites`]: { body: { sites: [aSite()], serverTime: NOW } },
        'POST /session': {
          status: 201,
          body: { token: 't'.repeat(20), expiresAt: NOW * 2, account: null, serverTime: NOW },
        },
        ...(reply && {
          [`PUT ${at}/answers`]: reply,
          [`POST ${at}/information`]: reply,
          [`POST ${at}/review`]: reply,
          [`POST ${at}/orders`]: reply,
        }),
      },
    });
    const mounted = page;
    if (reply) await until('the page is there', () => mainLabel(mounted) !== '', { everyMs: 5 });
    return mounted;
  }
});
