const kept = new Map<string, Blob>();
let made = 0;

/** Keeps a picture under a temporary path; in a browser the path can be drawn. */
export function keepBlob(blob: Blob): string {
  made += 1;
  const drawable = typeof URL.createObjectURL === 'function';
  const path = drawable ? URL.createObjectURL(blob) : `wxfile://tmp/${made}`;
  kept.set(path, blob);
  return path;
}

export function blobOf(path: string): Blob {
  const blob = kept.get(path);
  if (!blob) throw new Error(`file not found: ${path}`);
  return blob;
}
