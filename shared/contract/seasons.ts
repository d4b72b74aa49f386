import { z } from 'zod';
import { NOTICE_IDS } from '../domain/season';
import { endpoint, instant, localText, seasonId, subjectCode } from './api';

const window = z.strictObject({ opensAt: instant, closesAt: instant });
const seasonParams = z.strictObject({ seasonId });
export const noticeId = z.enum(NOTICE_IDS);

const seasonCard = z.strictObject({
  id: seasonId,
  province: z.strictObject({ code: z.string(), name: localText }),
  sitting: z.strictObject({ no: z.int(), month: z.string(), name: localText, levels: z.array(z.int()) }),
  windows: z.array(window),
  reviewEndsAt: instant,
  paymentEndsAt: instant,
  ticketFrom: instant,
  examFrom: z.string(),
  examTo: z.string(),
});

/** What a photo has to measure; ratios are width by height. */
const photoRule = z.strictObject({
  minWidth: z.int(),
  minHeight: z.int(),
  minBytes: z.int(),
  maxBytes: z.int(),
  minRatio: z.number(),
  maxRatio: z.number(),
});

export const listSeasons = endpoint({
  method: 'GET',
  path: '/seasons',
  summary: 'Sittings that are not over, by province (S1)',
  access: 'public',
  answer: z.strictObject({ seasons: z.array(seasonCard), serverTime: instant }),
});

/** For auditors and training: the only list a preview season is in. */
export const listPreviewSeasons = endpoint({
  method: 'GET',
  path: '/me/preview-seasons',
  summary: 'Preview sittings that name this account',
  access: 'account',
  answer: z.strictObject({ seasons: z.array(seasonCard), serverTime: instant }),
});

export const readSeason = endpoint({
  method: 'GET',
  path: '/seasons/{seasonId}',
  summary: 'One sitting with its subjects, rules of the photo and message templates',
  access: 'public',
  params: seasonParams,
  answer: seasonCard.extend({
    maxSubjects: z.int(),
    documentTypes: z.array(z.string()),
    subjects: z.array(
      z.strictObject({
        code: subjectCode,
        level: z.int(),
        name: localText,
        minutes: z.int(),
        requires: z.string().nullable(),
        feeFen: z.int(),
      }),
    ),
    photoRule,
    templates: z.array(z.strictObject({ kind: z.string(), templateId: z.string() })),
    hotline: localText,
    links: z.record(z.string(), z.string()),
    serverTime: instant,
  }),
});

export const listSites = endpoint({
  method: 'GET',
  path: '/seasons/{seasonId}/sites',
  summary: 'Sites with the places left now',
  access: 'public',
  params: seasonParams,
  answer: z.strictObject({
    sites: z.array(
      z.strictObject({
        code: z.string(),
        name: localText,
        city: localText,
        /** The code is an example and shown as such. */
        sample: z.boolean(),
        reviews: z.boolean(),
        maxSubjects: z.int(),
        schools: z.array(z.string()),
        windows: z.array(window).nullable(),
        notice: localText.nullable(),
        contact: localText,
        address: localText,
        /** Null: no limit of its own. */
        left: z.int().nullable(),
        subjects: z.array(z.strictObject({ code: subjectCode, left: z.int().nullable() })),
      }),
    ),
    serverTime: instant,
  }),
});

const notice = z.strictObject({
  id: noticeId,
  version: z.string(),
  title: localText,
  body: localText,
});

export const listNotices = endpoint({
  method: 'GET',
  path: '/seasons/{seasonId}/notices',
  summary: 'Agreement, notices and consents in full',
  access: 'public',
  params: seasonParams,
  answer: z.strictObject({ notices: z.array(notice) }),
});
