import { z } from 'zod';
import { FIELDS } from '../domain/fields';
import { ACTIONS, STATES } from '../domain/lifecycle';
import {
  endpoint,
  expectedVersion,
  id,
  instant,
  localText,
  params,
  reason,
  seasonId,
  subjectCode,
} from './api';

const registrationParams = z.strictObject({ registrationId: id });
const text = z.string().max(500);
/** Raw answers; each is checked by its own rule. `null` takes an optional answer back. */
const answerValue = z.union([text, z.boolean(), z.array(z.string().max(16)).max(20)]);
const fieldNames = FIELDS.map((field) => field.field) as [string, ...string[]];
const answersPatch = z
  .strictObject(Object.fromEntries(fieldNames.map((name) => [name, answerValue.nullable().optional()])))
  .refine((answers) => Object.values(answers).some((value) => value !== undefined), {
    error: 'field.required',
  });
const answers = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]));

const action = z.strictObject({
  action: z.enum(ACTIONS),
  possible: z.boolean(),
  reasons: z.array(reason),
});

/** Where the person stands; the first thing still open. */
const position = z.strictObject({
  step: z.enum([
    'account',
    'notice',
    'guardian',
    'question',
    'summary',
    'photo',
    'review',
    'payment',
    'done',
    'ended',
  ]),
  /** Field or notice the step is about. */
  about: z.string().nullable(),
});

export const registration = z.strictObject({
  id,
  seasonId,
  state: z.enum(STATES),
  version: z.int(),
  revision: z.int(),
  position,
  /** Mandatory fields still missing or no longer right, in the order asked. */
  missing: z.array(z.string()),
  missingNotices: z.array(z.string()),
  /** Every question the answers so far lead to, in the order asked (S19); one that is neither required nor answered was skipped. */
  fields: z.array(z.strictObject({ field: z.string(), required: z.boolean(), answered: z.boolean() })),
  /** Answers as they stand, with an open change in; personal ones masked (PR7). */
  answers,
  /** Fields that an open change changes; null when none is open. */
  changed: z.array(z.string()).nullable(),
  photo: z
    .strictObject({
      id,
      width: z.int(),
      height: z.int(),
      bytes: z.int(),
      warnings: z.array(z.strictObject({ code: z.string(), params })),
    })
    .nullable(),
  site: z.strictObject({ code: z.string(), name: localText, reviews: z.boolean() }).nullable(),
  subjects: z.array(
    z.strictObject({
      code: subjectCode,
      name: localText,
      feeFen: z.int(),
      state: z.enum(['chosen', 'paid', 'lapsed']),
    }),
  ),
  decision: z
    .strictObject({
      outcome: z.enum(['approved', 'rejected']),
      decidedAt: instant,
      /** Safe words in the language of the request (S40). */
      words: z.string(),
      marked: z.array(z.string()),
      /** Answers in force or the photo were changed since: what is left is to submit again (S44). */
      edited: z.boolean(),
    })
    .nullable(),
  actions: z.array(action),
  deadlines: z.strictObject({
    windowOpen: z.boolean(),
    nextOpensAt: instant.nullable(),
    siteClosesAt: instant,
    reviewEndsAt: instant,
    resubmissionEndsAt: instant.nullable(),
    paymentDueAt: instant,
    ticketFrom: instant,
  }),
  deleteRequested: z.boolean(),
  /** A correction that support proposes and that waits for the candidate's answer, in the chat; absent without one. */
  proposal: z.strictObject({ id, expiresAt: instant }).optional(),
  serverTime: instant,
});

export const listRegistrations = endpoint({
  method: 'GET',
  path: '/registrations',
  summary: 'All registrations of the account, newest first',
  access: 'account',
  answer: z.strictObject({ registrations: z.array(registration), serverTime: instant }),
});

export const startRegistration = endpoint({
  method: 'POST',
  path: '/registrations',
  summary: 'Begin a registration in a season, or resume the live one',
  access: 'active',
  body: z.strictObject({ seasonId }),
  answer: z.strictObject({ registration, resumed: z.boolean() }),
  status: 201,
});

export const readRegistration = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}',
  summary: 'State, position, what is missing, what is possible, deadlines',
  access: 'account',
  params: registrationParams,
  answer: z.strictObject({ registration }),
});

export const readAnswers = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/answers',
  summary: 'Full answers, to their owner on demand (PR7)',
  access: 'active',
  params: registrationParams,
  answer: z.strictObject({ answers, version: z.int() }),
});

export const saveAnswers = endpoint({
  method: 'PUT',
  path: '/registrations/{registrationId}/answers',
  summary: 'Save answers of one or more questions, all or none',
  access: 'active',
  params: registrationParams,
  body: z.strictObject({ expectedVersion, answers: answersPatch }),
  answer: z.strictObject({
    registration,
    /** Answers that no longer fit and were dropped. */
    voided: z.array(z.string()),
    droppedSubjects: z.array(z.string()),
    /** The answers wait for the guardian's consent and are not stored yet (PR2). */
    heldForGuardian: z.boolean(),
    /** Told beside accepted answers: rare characters, pinyin, level 4; `code` is a text key (S23, S24). */
    warnings: z.array(z.strictObject({ field: z.string(), code: z.string(), params: params.optional() })),
  }),
});

const act = {
  method: 'POST',
  access: 'active',
  params: registrationParams,
  answer: z.strictObject({ registration }),
} as const;

export const submitInformation = endpoint({
  ...act,
  path: '/registrations/{registrationId}/information',
  summary: 'Submit the information page with the truth promise (S21)',
  idempotent: true,
  body: z.strictObject({ expectedVersion, promised: z.boolean() }),
});

export const applyChanges = endpoint({
  ...act,
  path: '/registrations/{registrationId}/changes/apply',
  summary: 'Put an open change in force, with the promise',
  idempotent: true,
  body: z.strictObject({ expectedVersion, promised: z.boolean() }),
});

export const discardChanges = endpoint({
  ...act,
  path: '/registrations/{registrationId}/changes/discard',
  summary: 'Drop an open change',
  body: z.strictObject({ expectedVersion }),
});

export const submitForReview = endpoint({
  ...act,
  path: '/registrations/{registrationId}/review',
  summary: 'Submit for review after W3',
  idempotent: true,
  body: z.strictObject({ expectedVersion }),
});

export const deleteRegistration = endpoint({
  ...act,
  path: '/registrations/{registrationId}/deletion',
  summary: 'Delete with a reason (W4); with an open order it is closed first',
  idempotent: true,
  body: z.strictObject({ expectedVersion, reason: z.string().max(1000) }),
});

export const registerAnew = endpoint({
  ...act,
  path: '/registrations/{registrationId}/anew',
  summary: 'Delete with a reason and begin again with the same answers and the seat, as one act (S31, S34)',
  idempotent: true,
  body: z.strictObject({ expectedVersion, reason: z.string().max(1000) }),
});

export const uploadPhoto = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/photo',
  summary: 'Upload the photo: one part named photo',
  access: 'active',
  params: registrationParams,
  query: z.strictObject({ expectedVersion: z.string().regex(/^[1-9]\d{0,9}$/) }),
  upload: true,
  answer: z.strictObject({ registration }),
  limit: { calls: 20, spanMs: 600_000 },
});

export const readPhoto = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/photo',
  summary: 'The photo in force, as JPEG',
  access: 'active',
  params: registrationParams,
  answer: z.unknown(),
});

export const readHistory = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/history',
  summary: 'What happened, oldest first',
  access: 'account',
  params: registrationParams,
  answer: z.strictObject({
    history: z.array(
      z.strictObject({
        event: z.string(),
        from: z.string().nullable(),
        to: z.string(),
        by: z.string(),
        channel: z.string(),
        at: instant,
      }),
    ),
  }),
});

export const listTickets = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/tickets',
  summary: 'Admission tickets of paid subjects, from the ticket date (S52)',
  access: 'active',
  params: registrationParams,
  answer: z.strictObject({
    ticketFrom: instant,
    /** Where the exam is taken; null while no site is chosen. */
    site: z.strictObject({ name: localText, address: localText }).nullable(),
    tickets: z.array(
      z.strictObject({
        subjectCode,
        subjectName: localText,
        ticketNumber: z.string(),
        startsAt: instant,
        room: z.string(),
        seat: z.string(),
      }),
    ),
  }),
});
