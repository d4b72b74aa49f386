import { render } from '../../../bot/replies/render';
import { errorTextKey, type ErrorCode } from '../../../shared/domain/codes';
import type { Locale } from '../../use-cases/ports/accounts';
import { documentOf, messageBody, voiceOf } from './page';

/** What people see in place of a page that could not be made. */
export function failurePage(failure: { code: ErrorCode; locale: Locale; requestId: string }): string {
  const voice = voiceOf(failure.locale);
  const title = voice.say('failure.title');
  const lines = [
    render(failure.locale, errorTextKey(failure.code)),
    voice.say('page.back_to_chat'),
    voice.say('failure.id', { requestId: failure.requestId }),
  ];
  return documentOf({ title, body: messageBody({ good: false, title, lines }), voice, switchTo: null });
}
