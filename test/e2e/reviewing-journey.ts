import type { FrameLocator, Locator } from 'playwright-core';
import { answersUntil, type Wishes } from './candidate-answers';
import { paysOnThePhone } from './fills-the-phone';
import type { Visitor } from './visitor';

/** The newest card on the reviewer's screen, once it can be pressed. */
export async function awaitedCard(visitor: Visitor): Promise<Locator> {
  const card = visitor.page.locator('.wecom-card:not(.grey)').last();
  await card.locator('footer button').first().waitFor();
  return card;
}

/** Rejects on the detail page because of the photo's background; the candidate hears why (S41). */
export async function rejectsPhoto(visitor: Visitor, detail: FrameLocator): Promise<void> {
  await detail.locator('.staff-reject summary').click();
  await detail.locator('.staff-reject select[name=reason]').selectOption('photo_background');
  await detail.locator('.staff-reject button[type=submit]').click();
  await detail.locator('.staff-done').waitFor();
  await visitor.closesSheets();
}

/** Sends another photo and submits again. */
export async function fixesPhoto(visitor: Visitor, wishes: Wishes): Promise<void> {
  await visitor.types('进度');
  await answersUntil(visitor, wishes, 'rejected');
  await visitor.chooses('照片');
  await answersUntil(visitor, wishes, 'photo');
  await visitor.sendsPhoto('good');
  await visitor.isTold('照片已保存');
  await visitor.types('重新提交');
  await answersUntil(visitor, wishes, 'pending');
}

export async function approves(visitor: Visitor, detail: FrameLocator): Promise<void> {
  await detail.locator('.staff-card > form button[type=submit]').click();
  await detail.locator('.staff-done').waitFor();
  await visitor.closesSheets();
}

/** Looks at the detail page and decides on the card itself, which turns grey. */
export async function approvesFromCard(visitor: Visitor): Promise<void> {
  await visitor.opensCard();
  await visitor.closesSheets();
  const decided = await visitor.page.locator('.wecom-card.grey').count();
  await (await awaitedCard(visitor)).getByRole('button', { name: '通过', exact: true }).click();
  await visitor.page.locator('.wecom-card.grey').nth(decided).waitFor();
}

/** Turns WeCom to a servicer and opens the conversation of the newest card. */
export async function opensConversation(visitor: Visitor, servicer: string): Promise<FrameLocator> {
  await visitor.page.locator('#staff').selectOption(servicer);
  await visitor.card().locator('.card-title').waitFor();
  return visitor.opensCard();
}

/** Pays in the mini program that the newest item of the chat opens. */
export async function pays(visitor: Visitor): Promise<void> {
  await visitor.opensMini();
  await paysOnThePhone(visitor);
}
