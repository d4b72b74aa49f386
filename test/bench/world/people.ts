import { storeSeason } from '../../../server/use-cases/seasons/import-season';
import type { Context } from '../../../server/use-cases/context';
import type { Answers, Registration } from '../../../shared/domain/registration';
import type { NoticeId, Season } from '../../../shared/domain/season';
import { HOUR_MS } from '../../../shared/domain/time';
import { nthResidentId } from '../../support/ids';
import { REVIEWING_SITE, sampleSeason } from '../../support/season';
import { registrationOf } from '../../support/embedded-context';

/** One candidate who has done all up to the information page. */
export interface Person {
  accountId: string;
  externalUserId: string;
  openid: string;
  registration: Registration;
}

const AT_ONCE = 250;
const TICKED = 64;

/** The whole sample season with its window open and answers taken in the chat. */
export async function openSeason(context: Context): Promise<Season> {
  const season = sampleSeason({ now: context.clock.now() - HOUR_MS, policies: { chatCollects: 'all' } });
  const actor = { role: 'administrator', id: 'command', channel: 'command' } as const;
  await storeSeason(context, { season, actor });
  return season;
}

interface PeopleOptions {
  season: Season;
  count: number;
  change?: (one: Person) => Registration;
  /** How many of them have ticked every notice. */
  ticks?: number;
  /** Number of the first one, where others are stored already. */
  first?: number;
}

/** Stores so many candidates, each with a verified account, a chat, every tick and a draft; changed as asked. */
export async function settlePeople(
  context: Context,
  { season, count, change, ticks = TICKED, first = 0 }: PeopleOptions,
): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, index) => newPerson(context, season, first + index));
  for (const one of people) one.registration = change?.(one) ?? one.registration;
  for (let from = 0; from < count; from += AT_ONCE) {
    await storePeople(context, season, people.slice(from, from + AT_ONCE), ticks - from);
  }
  return people;
}

function newPerson(context: Context, season: Season, index: number): Person {
  const accountId = context.newId();
  const registration = registrationOf(context, { accountId, seasonId: season.id, answers: answersOf(index) });
  const [externalUserId, openid] = [`wm${context.newId()}`, `o${context.newId()}`];
  return { accountId, externalUserId, openid, registration };
}

async function storePeople(context: Context, season: Season, people: Person[], ticks: number): Promise<void> {
  const now = context.clock.now();
  await context.unitOfWork.run(async (tx) => {
    for (const [index, one] of people.entries()) {
      const { accountId, externalUserId, openid, registration } = one;
      await tx.accounts.insert({
        id: accountId,
        state: 'active',
        email: `${accountId}@example.com`,
        emailVerifiedAt: now,
        mobile: `13${accountId.slice(-9)}`,
        mobileVerifiedAt: now,
        passwordHash: null,
        locale: 'zh-CN',
        createdAt: now,
        appTurns: 0,
        version: 1,
      });
      await tx.identities.bind({ kind: 'external_userid', value: externalUserId, accountId, boundAt: now });
      await tx.identities.bind({ kind: 'openid', value: openid, accountId, boundAt: now });
      await tx.chats.insert({
        externalUserId,
        openKfId: 'wk1234567890abcdef',
        accountId,
        lastCustomerAt: now,
        sentSince: 0,
        serviceState: 1,
        servicerUserid: null,
        version: 1,
      });
      await tx.registrations.insert(registration);
      if (index < ticks) await tickAll(context, tx, { accountId, season });
    }
  });
}

type Tx = Parameters<Parameters<Context['unitOfWork']['run']>[0]>[0];

async function tickAll(
  context: Context,
  tx: Tx,
  { accountId, season }: { accountId: string; season: Season },
): Promise<void> {
  const everySitting: NoticeId[] = ['general_consent', 'sensitive_consent'];
  for (const notice of season.notices) {
    if (notice.id === 'guardian_consent') continue;
    await tx.consents.add({
      id: context.newId(),
      accountId,
      seasonId: everySitting.includes(notice.id) ? null : season.id,
      noticeId: notice.id,
      textVersion: notice.version,
      channel: 'chat',
      givenAt: context.clock.now(),
      withdrawnAt: null,
      guardian: null,
    });
  }
}

/** Complete answers of the nth candidate, but for the photo. */
export function answersOf(index: number): Answers {
  const documentNumber = nthResidentId(index);
  const birthDate = documentNumber.slice(6, 14).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return {
    documentType: 'resident_id',
    documentNumber,
    sex: Number(documentNumber[16]) % 2 === 1 ? 'male' : 'female',
    birthDate,
    name: '林小雨',
    ethnicity: '01',
    occupation: 'public_servant',
    education: 'senior_secondary',
    mobile: '13800138000',
    email: 'lin@example.com',
    student: false,
    siteCode: REVIEWING_SITE,
    subjects: ['65'],
  };
}
