import type { Reviewer } from '../platform/hands/reviewer';
import type { Play } from './player';

/** `通过`, `不通过：原因`, `打开材料`, `看卡片`: what a reviewer of the site does with the newest card. */
export async function reviewerActs({ stage, show }: Play, said: string): Promise<void> {
  const reviewer = stage.reviewer();
  const [act, reason] = said.split('：');
  switch (act) {
    case '打开材料': {
      const button = reviewer.lastCard().buttons.find(({ url }) => url);
      const page = await reviewer.opens(button?.url ?? '');
      show(`网页：${page.status}`);
      return;
    }
    case '通过':
      await reviewer.presses('通过');
      break;
    case '不通过':
      if (reason) reviewer.chooses(reason);
      await reviewer.presses('不通过');
      break;
    case '页面不通过':
      await rejectsOnPage(reviewer, reason ?? '');
      break;
    case '看卡片':
      break;
    default:
      throw new Error(`a reviewer does not know how to ${said}`);
  }
  await stage.settle();
  const card = reviewer.lastCard();
  show(`卡片：${card.title}${card.greyButton ? `（${card.greyButton}）` : ''}`);
}

/** On the page: own words, and after ＋ the fields that are marked, by name. */
async function rejectsOnPage(reviewer: Reviewer, said: string): Promise<void> {
  const [words = '', ...marked] = said.split('＋');
  const page = await reviewer.opens(reviewer.lastCard().buttons.find(({ url }) => url)?.url ?? '');
  const form = page.forms.findIndex(({ fields }) => fields.some(({ name }) => name === 'words'));
  await reviewer.browser.submit(page, { form, fields: { reason: 'other', words, marked } });
}

/** `接待`, `说：…`, `结束`: what the support desk does with the candidate's conversation. */
export async function servicerActs({ stage, candidate }: Play, said: string): Promise<void> {
  const { servicer } = stage;
  const [act, words] = said.split('：');
  switch (act) {
    case '接待':
      return servicer.takes(candidate);
    case '说':
      return servicer.writes(candidate, words ?? '');
    case '结束':
      return servicer.ends(candidate);
    default:
      throw new Error(`the desk does not know how to ${said}`);
  }
}
