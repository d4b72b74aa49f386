import type { ServerResponse } from 'node:http';

/** Tells every open page what the world looks like, soon after something has changed. */
export interface LiveFeed {
  attach(response: ServerResponse): void;
  changed(): void;
  close(): void;
}

/** Changes within this time are told together. */
const TOGETHER_MS = 60;
/** Cards and answers also change without an event of the platforms. */
const LOOK_EVERY_MS = 1_000;
const ALIVE_EVERY_MS = 15_000;

export function createLiveFeed(options: {
  state(): string;
  listen(changed: () => void): () => void;
}): LiveFeed {
  const pages = new Set<ServerResponse>();
  let told = '';
  let soon: NodeJS.Timeout | undefined;
  const stopListening = options.listen(changed);
  const looking = setInterval(tell, LOOK_EVERY_MS).unref();
  const living = setInterval(() => {
    for (const page of pages) page.write(': alive\n\n');
  }, ALIVE_EVERY_MS).unref();

  function changed(): void {
    soon ??= setTimeout(tell, TOGETHER_MS).unref();
  }
  function tell(): void {
    clearTimeout(soon);
    soon = undefined;
    if (pages.size === 0) return;
    const state = options.state();
    // The clock alone is no news: the page counts by itself.
    const news = state.replace(/^\{"now":\d+,/, '{');
    if (news === told) return;
    told = news;
    for (const page of pages) page.write(`data: ${state}\n\n`);
  }

  return {
    attach(response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(`retry: 1000\ndata: ${options.state()}\n\n`);
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    changed,
    close() {
      stopListening();
      clearInterval(looking);
      clearInterval(living);
      for (const page of pages) page.end();
    },
  };
}
