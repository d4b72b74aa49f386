import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStorage } from '../../../../server/persistence/storage';
import { account, cipher, keyedHash } from '../../../integration/persistence/support';

describe('openStorage', () => {
  it('keeps data of the embedded engine over a restart and migrates by itself', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'ncre-storage-'));
    const stored = account({ email: '𠮷@example.cn' });
    const first = await openStorage({ target: { dataDir }, cipher, keyedHash });
    await first.unitOfWork.run((tx) => tx.accounts.insert(stored));
    await first.close();

    const second = await openStorage({ target: { dataDir }, cipher, keyedHash });
    await second.ping();
    expect(await second.unitOfWork.read((tx) => tx.accounts.find(stored.id))).toEqual(stored);
    await second.close();
    rmSync(dataDir, { recursive: true });
  });
});
