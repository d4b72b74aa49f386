import { PASSWORD_CODES } from '../../../../server/use-cases/accounts/check-password';
import { AppError } from '../../../../server/use-cases/ports/app-error';
import { envelopeOf } from '../../../../server/http/middleware/handle-errors';
import { SLIP_CODES } from '../../../../shared/domain/rules/document-slip';

/** What accounts, proofs, links, consents, payments and seats are refused with, beside the rules and the lifecycle. */
const CODES = [
  'account.not_active',
  'account.try_later',
  'answers.changed_elsewhere',
  'code.expired',
  'code.too_many_tries',
  'code.wrong',
  'field.unknown',
  'identity.proof_needed',
  'link.busy',
  'link.expired',
  'link.other_person',
  'link.unknown',
  'link.used',
  'login.password_wrong',
  'login.user_blocked',
  'notice.changed',
  'notice.not_ticked',
  'pay_link.expired',
  'pay_link.paid',
  'pay_link.unknown',
  'pay_link.used',
  'payment.checking',
  'payment.platform_refused',
  'phone.code_invalid',
  'phone.not_usable',
  'photo.same_as_another',
  'seats.full',
  ...PASSWORD_CODES,
  ...SLIP_CODES,
];
const PARAMS = { min: 8, max: 64, left: 2, triesLeft: 2, position: 3, next: 4, letter: 'O', digit: '0' };

describe('A refusal in the envelope of the API', () => {
  it.each(CODES)('has a sentence in both languages: %s', (code) => {
    const error = new AppError('STATE_CONFLICT', { reasons: [{ field: null, code, params: PARAMS }] });
    const told = (['zh-CN', 'en'] as const).map((locale) => {
      const envelope = envelopeOf(error, { locale, requestId: 'request-1' });
      const [reason] = envelope.error['reasons'] as { message?: string }[];
      return reason?.message ?? '';
    });
    expect(told[0]).toMatch(/\p{Script=Han}.*[。？]$/u);
    expect(told[1]).toMatch(/^[^\p{Script=Han}{}]+[.?]$/u);
  });
});
