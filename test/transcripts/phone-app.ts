import type { Play } from './player';

/** The mini program's pages, played by the public API calls they make. */
export interface PhoneApp {
  does(play: Play, said: string): Promise<void>;
}

export function createPhone(): PhoneApp {
  return {
    does(_play, said) {
      return Promise.reject(new Error(`the mini program does not know how to ${said}`));
    },
  };
}
