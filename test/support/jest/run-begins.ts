import { openRunFolder, type RunFolder } from '../run-folder';

declare global {
  var runFolder: RunFolder | undefined;
}

/** `npm test` has made a folder for its run; a plain `npx jest` gets one here. */
function runBegins(): void {
  if (!process.env['TEST_RUN_FOLDER']) globalThis.runFolder = openRunFolder();
}

export = runBegins;
