import { current } from './live.js';
import { lang } from './texts.js';

/** How the page calls somebody of the demo; their own names on the platforms are Chinese. */
export function called(name) {
  if (lang() === 'zh') return name;
  const member = current()?.staff.find((one) => one.name === name);
  return member?.title.en ?? name.replace(/^考生(\d+)$/, 'Candidate $1');
}
