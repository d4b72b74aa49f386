import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { AuditAnchor, AuditHead } from '../use-cases/ports/audit-checks';
import type { FieldCipher } from '../use-cases/ports/secrets';
import { absentAsNull, writeWhole } from './whole-file';

const FILE = 'audit-head.sealed';
/** Bound into the seal: nothing else that is sealed opens as a head. */
const CONTEXT = 'audit.head';

/**
 * The head of the audit's chain as one sealed file beside the photos: under another key than the chain's, and out of reach for
 * whoever has the database alone. It lies in no folder of photos, so the sweep leaves it.
 */
export function createAuditHeadFile({
  directory,
  cipher,
}: {
  directory: string;
  cipher: FieldCipher;
}): AuditAnchor {
  const file = path.join(directory, FILE);
  return {
    read: async () => {
      const sealed = await absentAsNull(fs.readFile(file, 'utf8'));
      return sealed === null ? null : headOf(cipher.open(sealed, CONTEXT));
    },
    keep: async ({ lastEvent, hash }) => {
      await fs.mkdir(directory, { recursive: true, mode: 0o700 });
      const sealed = cipher.seal(JSON.stringify({ lastEvent, hash }), CONTEXT);
      await writeWhole({ file, bytes: Buffer.from(sealed), open: fs.open });
    },
  };
}

/** What opened was written by `keep`. */
function headOf(text: string): AuditHead {
  const { lastEvent, hash } = JSON.parse(text) as AuditHead;
  return { lastEvent: Number(lastEvent), hash: String(hash) };
}
