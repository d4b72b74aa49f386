import { nthResidentId } from '../../support/ids';
import type { Particulars } from './registrant';

/** One person's data as the stand-in's people type it; every value that may never leak is named. */
export interface Persona extends Particulars {
  fields: Particulars['fields'] & { address: string };
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'];
const GIVEN = [...'甲乙丙丁戊己庚辛壬癸'];

/** The nth person: another number, name, mail and mobile than every other. Numbers belong to nobody. */
export function personaOf(
  index: number,
  photo: Buffer,
  fields: Partial<Particulars['fields']> = {},
): Persona {
  const serial = String(index).padStart(5, '0');
  const name = `${SURNAMES[index % SURNAMES.length]}试${GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length]}`;
  return {
    email: `kaosheng-${serial}@example.com`,
    mobile: `138001${serial}`,
    photo,
    fields: {
      documentType: '居民身份证',
      documentNumber: nthResidentId(index * 7 + 1),
      name,
      ethnicity: '汉族',
      occupation: '企业职员',
      education: '本科',
      trainingType: '自学，未参加培训',
      address: `福建省示例市${serial}号`,
      postcode: '361000',
      student: '否',
      siteCode: '359202',
      subjects: '65',
      ...fields,
    },
  };
}

/** Everything of a person that no log, card or message of ours may hold in full. */
export function secretsOf({ email, mobile, fields }: Particulars): string[] {
  return [email, mobile, fields.documentNumber, fields.name, fields.address].filter(
    (value): value is string => value !== undefined,
  );
}
