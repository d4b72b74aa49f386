import type { ErrorCode, FieldCode, WarningCode } from '../domain/codes';
import type { FieldGroup } from '../domain/fields';
import type { State } from '../domain/lifecycle';
import type { AnswerField, Sex, SubjectState } from '../domain/registration';
import type { SlipCode } from '../domain/rules/document-slip';
import type { ReminderKind } from '../domain/reminder-plan';
import type { PhotoFindingCode } from '../domain/rules/photo';
import type { TemplateKind } from '../domain/season';
import type { RefundCause } from '../domain/payment-verdict';
import type { RefusalCode } from '../domain/refusal';
import type { CandidateTopic } from '../domain/transition';

/** Keys that codes of the domain demand: a code without a text does not compile. */
export type CodeKey =
  | FieldCode
  | WarningCode
  | SlipCode
  | PhotoFindingCode
  | `refusal.${RefusalCode}`
  | `refund.${RefundCause}`
  | `state.${State}`
  | `subject_state.${SubjectState}`
  | `topic.${CandidateTopic}`
  | `reminder.${Exclude<TemplateKind, 'support_answer'> | ReminderKind}`
  | `answer.${AnswerField | 'photo'}`
  | `group.${FieldGroup}`
  | `choice.sex.${Sex}`
  | `choice.student.${'yes' | 'no'}`
  | `error.${Lowercase<ErrorCode>}`;
