let left = false;

/** The photo page was left by WeChat's own back button without a photo: W2 is due on the information page (S29). */
export function noteLeftWithoutPhoto(): void {
  left = true;
}

/** Whether W2 is due; asking settles it. */
export function hasLeftWithoutPhoto(): boolean {
  const was = left;
  left = false;
  return was;
}
