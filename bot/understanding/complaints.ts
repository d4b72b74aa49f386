import { fold } from './normalize';

/**
 * Words by which somebody complains rather than asks: about us, a site or money. A person answers those. They are whole
 * phrases, so that no question of the list and no answer to a form holds one by chance.
 */
const WORDS: readonly string[] = [
  '我要投诉',
  '我要举报',
  '投诉你们',
  '举报你们',
  '投诉考点',
  '投诉客服',
  '投诉电话是多少',
  '打12315',
  '打12345',
  '骗钱',
  '骗子',
  '坑人',
  '太坑了',
  '太差劲',
  '服务太差',
  '态度太差',
  '态度恶劣',
  '没人管',
  '不负责任',
  'i want to complain',
  'make a complaint',
  'file a complaint',
  'report you',
  'this is a scam',
  'you are scammers',
  'terrible service',
  'worst service',
  'this is ridiculous',
  'unacceptable',
];

const FOLDED = WORDS.map((word) => fold(word));

/** Whether words are a complaint. */
export function complains(raw: string): boolean {
  const text = fold(raw);
  return FOLDED.some((word) => text.includes(word));
}
