/** A finger that moved this far was scrolling. */
const STILL_PX = 10;
/** The browser's own click comes this soon after the touch it belongs to. */
const ECHO_MS = 700;

/**
 * Calls when an element is pressed, by touch or by mouse. A template that catches the tap keeps the browser from sending
 * its click after a touch, so the touch itself counts; the click counts where no touch came before.
 */
export function onPress(element: HTMLElement, act: () => void): void {
  let start: { x: number; y: number } | null = null;
  let touchedAt = Number.NEGATIVE_INFINITY;
  element.addEventListener('touchstart', ({ touches }) => {
    const [touch] = touches;
    start = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  });
  element.addEventListener('touchend', ({ changedTouches, timeStamp }) => {
    const [touch] = changedTouches;
    if (!touch || !start) return;
    if (Math.hypot(touch.clientX - start.x, touch.clientY - start.y) > STILL_PX) return;
    touchedAt = timeStamp;
    act();
  });
  element.addEventListener('click', ({ timeStamp }) => {
    if (timeStamp - touchedAt > ECHO_MS) act();
  });
}
