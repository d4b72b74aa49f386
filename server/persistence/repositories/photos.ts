import type { PhotoFinding, PhotoMeasurements } from '../../../shared/domain/rules/photo';
import { MOST_COUNTED } from '../../use-cases/ports/counting';
import type { PhotoRecord, PhotoRepository } from '../../use-cases/ports/registrations';
import type { PhotoRow } from '../entities/photo';
import { countUpTo, insertInto, placeholders, statement } from '../sql';
import type { RepositoryContext } from './context';

export function photoRepository({ sql }: RepositoryContext): PhotoRepository {
  return {
    find: async (id) => {
      const [row] = await sql.rows<PhotoRow>('SELECT * FROM photos WHERE id = ?', [id]);
      return row ? toPhoto(row) : null;
    },
    knownOf: async (ids) => {
      if (ids.length === 0) return [];
      const rows = await sql.rows<{ id: string }>(
        `SELECT id FROM photos WHERE id IN (${placeholders(ids.length)})`,
        [...ids],
      );
      return rows.map(({ id }) => id);
    },
    insert: async (photo) => {
      await sql.change(insertInto('photos', [toRow(photo)]));
    },
    remove: async (id) => {
      sql.later(statement('DELETE FROM photos WHERE id = ?', [id]));
    },
    countSameElsewhere: async (perceptualHash, accountId) => {
      const from = 'photos WHERE perceptual_hash = ? AND account_id <> ?';
      const { text, values } = countUpTo(from, [perceptualHash, accountId], MOST_COUNTED);
      const [row] = await sql.rows<{ count: number | string }>(text, values);
      return Number(row?.count ?? 0);
    },
  };
}

function toRow(photo: PhotoRecord): PhotoRow {
  return {
    id: photo.id,
    registration_id: photo.registrationId,
    account_id: photo.accountId,
    file_name: photo.fileName,
    bytes: photo.bytes,
    measurements: JSON.stringify(photo.measurements),
    findings: JSON.stringify(photo.findings),
    perceptual_hash: photo.perceptualHash,
    created_at: photo.createdAt,
  };
}

function toPhoto(row: PhotoRow): PhotoRecord {
  return {
    id: row.id,
    registrationId: row.registration_id,
    accountId: row.account_id,
    fileName: row.file_name,
    bytes: row.bytes,
    measurements: JSON.parse(row.measurements) as PhotoMeasurements,
    findings: JSON.parse(row.findings) as PhotoFinding[],
    perceptualHash: row.perceptual_hash,
    createdAt: row.created_at,
  };
}
