import { secretForms } from './keys';
import { settingNames, settingTexts, type SettingName } from './settings';

/** Settings as given: trimmed, blank ones left out. */
export type GivenSettings = Partial<Record<SettingName, string>>;

export interface SettingProblem {
  setting: string;
  /** Continues the setting's name: "is missing". */
  problem: string;
  /** What to do about it. */
  remedy: string;
}

export function problemOf(setting: SettingName, problem: string): SettingProblem {
  return { setting, problem, remedy: settingTexts[setting].remedy };
}

/** What no setting shows by itself: where data lives, and secrets used twice. */
export function problemsAcross(given: GivenSettings): SettingProblem[] {
  return [...storageProblems(given), ...callbackPairProblems(given), ...sharedSecretProblems(given)];
}

/**
 * A forgotten address must never start an empty database (design.md 3): embedded storage only with ROLE=all, a named
 * folder and neither address.
 */
function storageProblems(given: GivenSettings): SettingProblem[] {
  const { ROLE: role, DATABASE_URL: database, REDIS_URL: redis, DATA_DIR: folder } = given;
  const usesServers = role === 'web' || role === 'worker' || Boolean(database) || Boolean(redis);
  if (usesServers) {
    const reason =
      role === 'web' || role === 'worker'
        ? `is missing; ROLE=${role} needs it`
        : 'is missing beside the other';
    const problems = (['DATABASE_URL', 'REDIS_URL'] as const)
      .filter((name) => !given[name])
      .map((name) => problemOf(name, reason));
    if (!given.PHOTO_DIR) problems.push(problemOf('PHOTO_DIR', 'is missing'));
    return problems;
  }
  return folder ? [] : [problemOf('DATA_DIR', 'is missing, and so are DATABASE_URL and REDIS_URL')];
}

function callbackPairProblems(given: GivenSettings): SettingProblem[] {
  const pair = ['KF_CALLBACK_TOKEN', 'KF_CALLBACK_AES_KEY'] as const;
  const missing = pair.filter((name) => !given[name]);
  return missing.length === 1 ? missing.map((name) => problemOf(name, 'is missing beside the other')) : [];
}

const ownSecrets: readonly SettingName[] = ['FIELD_KEYS', 'INDEX_KEY', 'TOKEN_SECRET', 'METRICS_TOKEN'];

/** Our own secrets differ from each other and from every secret shared with a platform. */
function sharedSecretProblems(given: GivenSettings): SettingProblem[] {
  const seen = new Map<string, string>();
  const problems: SettingProblem[] = [];
  const others = settingNames.filter((name) => 'secret' in settingTexts[name] && !ownSecrets.includes(name));
  for (const name of others)
    for (const form of secretForms(given[name] ?? '')) if (form) seen.set(form, name);
  for (const name of ownSecrets) {
    for (const { label, value } of partsOf(name, given[name])) {
      const forms = secretForms(value);
      const twin = forms.map((form) => seen.get(form)).find((found) => found !== undefined);
      if (twin) problems.push(problemOf(name, `${label} has the same value as ${twin}`.trimStart()));
      for (const form of forms) seen.set(form, label ? `${name} ${label}` : name);
    }
  }
  return problems;
}

function partsOf(name: SettingName, value: string | undefined): { label: string; value: string }[] {
  if (!value) return [];
  if (name !== 'FIELD_KEYS') return [{ label: '', value }];
  return value.split(',').map((part) => {
    const [label = '', key = ''] = part.trim().split(':', 2);
    return { label, value: key };
  });
}
