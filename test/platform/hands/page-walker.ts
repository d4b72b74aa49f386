import { acceptedDocumentTypes } from '../../../shared/domain/rules/answer-forms';
import { fieldOf, type AskedField } from '../../../shared/domain/fields';
import { OTHER_SCHOOL } from '../../../shared/domain/rules/school';
import type { Answers } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { documentTypeText } from '../../../shared/i18n/readable-params';
import type { AppRegistration, Called, PhoneApp } from './phone-app';
import type { Particulars } from './registrant';

export interface PageWalkerOptions {
  app: PhoneApp;
  /** Asked at each step, since people change their minds. */
  particulars(): Particulars;
  season(): Season;
  /** Until both sides are quiet. */
  settle(): Promise<void>;
}

/** A person who goes on in the mini program: the calls that its pages make, without the pages. */
export interface PageWalker {
  app: PhoneApp;
  /** Does what the registration asks next; returns what that was, as the API names it. */
  next(): Promise<string>;
  /** Answers one question, whatever is asked next. */
  fills(field: AskedField, given?: unknown): Promise<void>;
  sendsPhoto(): Promise<void>;
}

export function createPageWalker(options: PageWalkerOptions): PageWalker {
  const { app, particulars, season, settle } = options;

  async function own(): Promise<AppRegistration> {
    if (!(await app.registration())) {
      await done(app.call('POST', '/registrations', { seasonId: season().id }));
    }
    const found = await app.registration();
    if (!found) throw new Error('the phone shows no registration');
    return found;
  }

  async function acts(path: string, body: object = {}): Promise<void> {
    const { id, version } = await own();
    await done(app.call('POST', `/registrations/${id}/${path}`, { expectedVersion: version, ...body }));
  }

  async function fills(field: AskedField, given?: unknown): Promise<void> {
    const { id, version, answers } = await own();
    const answer = given ?? rawAnswer(field, { particulars: particulars(), season: season(), answers });
    const body = { expectedVersion: version, answers: { [field]: answer } };
    await done(app.call('PUT', `/registrations/${id}/answers`, body));
  }

  async function sendsPhoto(): Promise<void> {
    const { id, version } = await own();
    const form = new FormData();
    const bytes = new Uint8Array(particulars().photo);
    form.append('photo', new Blob([bytes], { type: 'image/jpeg' }), 'me.jpg');
    await done(app.call('POST', `/registrations/${id}/photo?expectedVersion=${version}`, form));
  }

  async function ticks(noticeId: string): Promise<void> {
    const { id, notices } = season();
    const version = notices.find((notice) => notice.id === noticeId)?.version;
    await done(app.call('PUT', `/seasons/${id}/consents/${noticeId}`, { version }));
  }

  async function pays(): Promise<void> {
    const { id, subjects } = await own();
    const codes = subjects.filter(({ state }) => state === 'chosen').map(({ code }) => code);
    const { order, payParams } = await done(app.orders(id, codes));
    await app.candidate.pays(payParams);
    await done(app.checks(id, order.id));
  }

  const steps: Record<string, (about: string | null, registration: AppRegistration) => Promise<void>> = {
    notice: (about) => ticks(about ?? ''),
    question: (about) => fills(about as AskedField),
    summary: (_about, { state }) =>
      acts(state === 'draft' ? 'information' : 'changes/apply', { promised: true }),
    photo: sendsPhoto,
    review: () => acts('review'),
    payment: pays,
  };

  return {
    app,
    fills,
    sendsPhoto,
    async next() {
      const registration = await own();
      const { step, about } = registration.position;
      const act = steps[step];
      if (!act) throw new Error(`the phone cannot do ${step} ${about ?? ''}`);
      await act(about, registration);
      await settle();
      return about === null ? step : `${step} ${about}`;
    },
  };
}

async function done<T>(call: Promise<Called<T>>): Promise<T> {
  const answer = await call;
  if (!answer.ok) throw new Error(`the phone was answered ${answer.status} ${JSON.stringify(answer.error)}`);
  return answer.body;
}

interface Known {
  particulars: Particulars;
  season: Season;
  answers: Record<string, unknown>;
}

/** What a page sends for what the person would say. */
export function rawAnswer(field: AskedField, { particulars, season, answers }: Known): unknown {
  const said = particulars.fields[field];
  switch (field) {
    case 'mobile':
    case 'email':
      return said ?? particulars[field];
    case 'student':
      return said === '是';
    case 'sex':
      return said === '女' ? 'female' : 'male';
    case 'subjects':
      return said?.split('、');
    case 'documentType':
      return acceptedDocumentTypes(season).find((type) => documentTypeText(type, 'zh-CN') === said);
    case 'school':
      return said === '其他' ? OTHER_SCHOOL : said;
    default:
      return choiceNamed(field, said, { season, answers }) ?? said;
  }
}

function choiceNamed(
  field: AskedField,
  said: string | undefined,
  { season, answers }: Pick<Known, 'season' | 'answers'>,
): string | undefined {
  const choices = fieldOf(field).choices?.(season, answers as Answers) ?? [];
  return choices.find(({ name }) => name?.zh === said)?.value;
}
