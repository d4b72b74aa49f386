const PREFIX = 'handoff.delayed:';

/** Message id of the line of a delay in the mini program, and key of the row that tells of it elsewhere. */
export function delayLineId({ handoffId, answerBy }: { handoffId: string; answerBy: number }): string {
  return `${PREFIX}${handoffId}:${answerBy}`;
}

export function isDelayLine(messageId: string): boolean {
  return messageId.startsWith(PREFIX);
}
