import { mountPage, SIGNED_IN, type MountedPage, type MountInput, type SeenCall } from './miniprogram-page';

/** The page of a test, opened as the file's tests usually do. */
export interface PageTests {
  /** Opens the page; what is given stands in place of the usual, the server's answers one by one. */
  open(server?: MountInput['server'], change?: Partial<MountInput>): Promise<MountedPage>;
  /** Writing calls of the page that is open, to one path or of one method. */
  sent(to: string): SeenCall[];
}

/** Opens pages on a phone that is signed in, and closes each after its test. Called in the body of a `describe`. */
export function pageTests(usual: MountInput): PageTests {
  let page: MountedPage | undefined;
  afterEach(() => {
    page?.close();
    page = undefined;
  });
  return {
    async open(server = {}, change = {}) {
      page = await mountPage({
        storage: SIGNED_IN,
        ...usual,
        ...change,
        server: { ...usual.server, ...server },
      });
      return page;
    },
    sent: (to) =>
      (page?.calls ?? []).filter(
        ({ method, path }) => method === to || (method !== 'GET' && path.split('?')[0] === to),
      ),
  };
}
