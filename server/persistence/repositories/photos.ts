import { Not } from 'typeorm';
import type { PhotoFinding, PhotoMeasurements } from '../../../shared/domain/rules/photo';
import type { PhotoRepository } from '../../use-cases/ports/registrations';
import { PhotoEntity } from '../entities/photo';
import type { RepositoryContext } from './context';

export function photoRepository({ sql }: RepositoryContext): PhotoRepository {
  return {
    find: async (id) => {
      const row = await (await sql.table(PhotoEntity)).findOneBy({ id });
      if (!row) return null;
      return {
        id,
        registrationId: row.registration_id,
        accountId: row.account_id,
        fileName: row.file_name,
        bytes: row.bytes,
        measurements: JSON.parse(row.measurements) as PhotoMeasurements,
        findings: JSON.parse(row.findings) as PhotoFinding[],
        perceptualHash: row.perceptual_hash,
        createdAt: row.created_at,
      };
    },
    insert: async (photo) => {
      await (
        await sql.table(PhotoEntity)
      ).insert({
        id: photo.id,
        registration_id: photo.registrationId,
        account_id: photo.accountId,
        file_name: photo.fileName,
        bytes: photo.bytes,
        measurements: JSON.stringify(photo.measurements),
        findings: JSON.stringify(photo.findings),
        perceptual_hash: photo.perceptualHash,
        created_at: photo.createdAt,
      });
    },
    remove: async (id) => {
      await (await sql.table(PhotoEntity)).delete({ id });
    },
    countSameElsewhere: async (perceptualHash, accountId) =>
      (await sql.table(PhotoEntity)).countBy({
        perceptual_hash: perceptualHash,
        account_id: Not(accountId),
      }),
  };
}
