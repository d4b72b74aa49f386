/** What can be wrong with a data file (season, staff, tickets). Codes are the text keys of `shared/i18n/data-files/`. */
export const FILE_PROBLEMS = [
  'file.not_json',
  'file.not_text',
  'file.too_large',
  'file.too_deep',
  'file.duplicate_key',
  'file.unknown_field',
  'file.missing',
  'file.wrong_type',
  'file.not_allowed',
  'file.too_long',
  'file.too_short',
  'file.too_big',
  'file.too_small',
  'file.bad_form',
  'file.duplicate',
  'file.to_review',
  'text.control',
  'text.markup',
  'text.caption_bytes',
  'time.form',
  'time.zone_missing',
  'time.impossible',
  'date.impossible',
] as const;

/** What can be wrong in a season file alone, beside what any file may have. */
export const SEASON_PROBLEMS = [
  'window.order',
  'window.overlap',
  'window.after_review',
  'window.before_province',
  'ends.review_before_windows',
  'ends.payment_before_review',
  'ends.ticket_before_payment',
  'ends.exam_before_ticket',
  'ends.exam_order',
  'ends.exam_too_long',
  'sitting.month_differs',
  'sitting.level_without_subject',
  'subject.near_duplicate',
  'subject.not_in_catalogue',
  'subject.closed',
  'subject.level_differs',
  'subject.requires_differs',
  'subject.level_not_in_sitting',
  'site.code_near_duplicate',
  'site.name_duplicate',
  'site.wrong_province',
  'site.subject_unknown',
  'site.subject_capacity_above_total',
  'site.max_subjects_above_season',
  'notice.missing',
  'link.not_https',
  'link.not_public',
  'link.missing',
  'reason.unknown_field',
  'template.field_name',
  'template.field_value',
  'canned.unknown_placeholder',
  'document.foreign_switch',
  'range.order',
  'calendar.make_up_weekday',
  'calendar.year_empty',
  'calendar.year_unknown',
] as const;

/** Likewise in a staff file. */
export const STAFF_PROBLEMS = [
  'staff.no_identity',
  'staff.identity_duplicate',
  'staff.sites_missing',
  'staff.sites_without_role',
  'staff.site_unknown',
  'staff.document_invalid',
  'staff.mobile_invalid',
  'staff.administrator_missing',
  'staff.reviewer_missing',
] as const;

/** Likewise in a ticket file. */
export const TICKET_PROBLEMS = [
  'ticket.header',
  'ticket.columns',
  'ticket.formula',
  'ticket.number_duplicate',
  'ticket.subject_duplicate',
  'ticket.seat_duplicate',
  'ticket.outside_exam',
  'ticket.registration_unknown',
  'ticket.subject_not_paid',
  'ticket.subject_without_ticket',
  'ticket.registrations_missing',
] as const;

/** Why a new version of a season would leave people stranded. */
export const STRANDING_CODES = [
  'strands.province_changed',
  'strands.sitting_changed',
  'strands.site_removed',
  'strands.reviews_changed',
  'strands.subject_removed',
  'strands.capacity_below_taken',
  'strands.close_passed',
  'strands.review_end_passed',
  'strands.payment_end_passed',
  'strands.hold_shortened',
  'strands.notice_text_changed',
] as const;
export type StrandingCode = (typeof STRANDING_CODES)[number];

/** What a command that reads a data file may fail on before it has read it. */
export type CommandProblemCode = 'command.unreadable' | 'command.usage' | 'command.exists';

export type FileProblemCode = (typeof FILE_PROBLEMS)[number];
export type SeasonProblemCode = FileProblemCode | (typeof SEASON_PROBLEMS)[number];
export type StaffProblemCode = FileProblemCode | (typeof STAFF_PROBLEMS)[number];
export type TicketProblemCode = FileProblemCode | (typeof TICKET_PROBLEMS)[number];
/** Every problem of a data file; its text has the same key. */
export type DataProblemCode = SeasonProblemCode | StaffProblemCode | TicketProblemCode;

/**
 * One thing wrong with a data file: where, what, and the values that the text names. Params never hold personal data.
 * `line` counts from 1 and is known when the text of the file was at hand.
 */
export interface DataProblem<Code extends string = DataProblemCode> {
  path: string;
  code: Code;
  params: Record<string, string | number>;
  line?: number;
}
