const AFTER_REAL_TOUCH_MS = 1_000;

/** Turns presses and drags of a mouse into touches, so that desktop visitors can drag pickers and swipers. */
export function touchByMouse(screen: HTMLElement): void {
  if (typeof TouchEvent !== 'function' || typeof Touch !== 'function') return;
  let pressed: EventTarget | null = null;
  let lastTouchAt = Number.NEGATIVE_INFINITY;
  screen.addEventListener(
    'touchstart',
    (event) => {
      if (event.isTrusted) lastTouchAt = event.timeStamp;
    },
    true,
  );
  const react = (kind: 'touchstart' | 'touchmove' | 'touchend', event: MouseEvent): void => {
    // After a real touch the browser sends mouse events of its own.
    const echo = event.timeStamp - lastTouchAt < AFTER_REAL_TOUCH_MS;
    if (!event.isTrusted || echo) return;
    if (kind === 'touchstart') pressed = event.target;
    if (!pressed) return;
    event.stopPropagation();
    pressed.dispatchEvent(touchEvent(kind, event, pressed));
    if (kind === 'touchend') pressed = null;
  };
  screen.addEventListener('mousedown', (event) => react('touchstart', event), true);
  window.addEventListener('mousemove', (event) => react('touchmove', event), true);
  window.addEventListener('mouseup', (event) => react('touchend', event), true);
}

function touchEvent(
  kind: string,
  { clientX, clientY, pageX, pageY }: MouseEvent,
  target: EventTarget,
): TouchEvent {
  const touch = new Touch({ identifier: 1, target, clientX, clientY, pageX, pageY });
  const touches = kind === 'touchend' ? [] : [touch];
  return new TouchEvent(kind, {
    bubbles: true,
    cancelable: true,
    composed: true,
    touches,
    changedTouches: [touch],
  });
}
