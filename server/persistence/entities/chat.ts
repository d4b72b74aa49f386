import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A customer-service conversation; `external_key` is the keyed hash of the sealed `external_user_id`. */
export type ChatRow = {
  external_key: string;
  external_user_id: string;
  open_kf_id: string;
  account_id: string;
  last_customer_at: number | null;
  sent_since: number;
  service_state: number;
  servicer_userid: string | null;
  silenced_at: number | null;
  version: number;
};

export const ChatEntity = new EntitySchema<ChatRow>({
  name: 'chats',
  columns: {
    external_key: varchar(64, { primary: true }),
    external_user_id: text(),
    open_kf_id: varchar(64),
    account_id: varchar(64),
    last_customer_at: bigint({ nullable: true }),
    sent_since: int(),
    service_state: int(),
    servicer_userid: varchar(64, { nullable: true }),
    silenced_at: int({ nullable: true }),
    version: int(),
  },
  indices: [{ name: 'chats_account_id', columns: ['account_id'] }],
});
