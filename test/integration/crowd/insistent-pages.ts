import { createPageWalker, type PageWalker } from '../../platform/hands/page-walker';
import type { Persona } from '../../platform/hands/particulars';
import type { PhoneApp } from '../../platform/hands/phone-app';
import { until } from '../../support/until';
import { insists } from './paying';
import type { WalkOptions } from './walker';

interface Owner {
  persona: Persona;
  settle(): Promise<void>;
  options: WalkOptions;
}

/** The pages of somebody who presses once more while a process is gone. */
export function insistentPages(app: PhoneApp, { persona, settle, options }: Owner): PageWalker {
  const { stage, patienceMs } = options;
  const pages = createPageWalker({ app, particulars: () => persona, season: () => stage.season, settle });
  return {
    ...pages,
    app: {
      ...app,
      async opens(pagepath) {
        const body = await insists(options, () => app.opens(pagepath));
        return { ok: true, status: 200, body };
      },
    },
    async fills(field, given) {
      let last = '';
      const filled = (): Promise<boolean> =>
        pages.fills(field, given).then(
          () => true,
          (cause: unknown) => {
            last = cause instanceof Error ? cause.message : String(cause);
            return false;
          },
        );
      await until(() => `the answer to ${field} is stored: ${last}`, filled, {
        withinMs: patienceMs,
        everyMs: 300,
      });
    },
  };
}
