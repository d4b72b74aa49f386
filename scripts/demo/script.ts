import { appendFileSync } from 'node:fs';
import { setStage, type Scenario, type Stage, type Tally } from './play';
import { findLeaks } from './leaks';
import type { DemoOptions } from './options';
import { SCENARIOS } from './scenarios/all';
import { startStack, type Stack } from './stack';
import { createTranscript, type Transcript } from './transcript';

/** Subject 17 is free of charge in the script, so that a sum of zero is played too. */
const FEES = { '17': 0 };

/** Plays the main job, prints what is said and done, and counts the expectations: 0 when all of them hold. */
export async function playScript({ only, log }: Pick<DemoOptions, 'only' | 'log'>): Promise<0 | 1> {
  const startedAt = Date.now();
  const tally: Tally = { held: 0, broken: [] };
  const transcript = createTranscript((text) => process.stdout.write(text));
  const chosen = SCENARIOS.filter(({ key }) => key.includes(only));
  const together = chosen.filter(({ pushesFar }) => !pushesFar);
  const stages = [
    ...(together.length > 0 ? [together] : []),
    ...chosen.filter(({ pushesFar }) => pushesFar).map((one) => [one]),
  ];
  for (const scenarios of stages) await playOn(scenarios, { transcript, tally, log });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  transcript.title(
    `期望 ${tally.held + tally.broken.length} 条，成立 ${tally.held} 条，落空 ${tally.broken.length} 条，用时 ${seconds} 秒`,
  );
  for (const what of tally.broken) transcript.tells(`落空：${what}`);
  return exitCodeOf(tally);
}

/** A play in which nothing was expected proves nothing. */
export function exitCodeOf({ held, broken }: Tally): 0 | 1 {
  return broken.length === 0 && held > 0 ? 0 : 1;
}

/** One stage: its own platforms, storage and server for some scenarios. */
async function playOn(
  scenarios: readonly Scenario[],
  { transcript, tally, log }: { transcript: Transcript; tally: Tally; log: string },
): Promise<void> {
  const stack = await startStack({ fees: FEES, logLevel: 'debug' });
  const unfollow = transcript.follows(stack.platform.timeline);
  try {
    const stage = await setStage(stack, transcript, tally);
    for (const scenario of scenarios) await playOne(scenario, { stage, transcript, tally });
    await lookForLeaks(stack, { stage, transcript });
  } finally {
    unfollow();
    if (log) appendFileSync(log, stack.server.log());
    await stack.stop();
  }
}

async function playOne(
  { title, play }: Scenario,
  { stage, transcript, tally }: { stage: Stage; transcript: Transcript; tally: Tally },
): Promise<void> {
  transcript.title(title);
  try {
    await play(stage.play);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'failed';
    tally.broken.push(`${title}：中断`);
    transcript.expects(`中断：${why}`, false);
  }
}

async function lookForLeaks(
  stack: Stack,
  { stage, transcript }: { stage: Stage; transcript: Transcript },
): Promise<void> {
  transcript.title('个人信息检查');
  const secrets = stage.secrets();
  const leaks = await findLeaks(stack, secrets, transcript.text());
  const places = [...new Set(leaks.map(({ place }) => place))].join('、');
  stage.play.expects(
    places
      ? `这些地方出现了完整的个人信息：${places}`
      : `日志、指标、错误、卡片、存储里没有 ${secrets.length} 个完整的个人信息`,
    leaks.length === 0,
  );
}
