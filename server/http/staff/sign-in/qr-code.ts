import { encode } from 'uqr';
import { html, type Html } from '../markup';

/** Light modules around the code, without which readers do not find it. */
const MARGIN = 4;

/** A QR code drawn into the page; it says the same as the text beside it, so readers of the screen are told its name only. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const modules = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + MARGIN} ${y + MARGIN}h1v1h-1z`] : [])),
  );
  const side = size + 2 * MARGIN;
  return html`<svg
    class="staff-qr"
    viewBox="0 0 ${side} ${side}"
    width="220"
    height="220"
    role="img"
    aria-label="${label}"
    shape-rendering="crispEdges"
  >
    <rect width="${side}" height="${side}" fill="#fff" />
    <path d="${modules.join('')}" fill="#000" />
  </svg>`;
}
