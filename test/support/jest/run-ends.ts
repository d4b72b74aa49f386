import './run-begins';

function runEnds(): void {
  globalThis.runFolder?.remove();
  delete globalThis.runFolder;
}

export = runEnds;
