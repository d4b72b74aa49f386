import type { ChatRepository, ChatState } from '../../use-cases/ports/chat';
import type { ChatRow } from '../entities/chat';
import { insertInto, statement, updateOf } from '../sql';
import type { RepositoryContext } from './context';

export function chatRepository({ sql, cipher, keyedHash }: RepositoryContext): ChatRepository {
  const keyOf = (externalUserId: string): string => keyedHash.hash('external_userid', externalUserId);
  const sealContext = (key: string): string => `chats.external_user_id:${key}`;
  const changingColumns = (chat: ChatState) => ({
    open_kf_id: chat.openKfId,
    account_id: chat.accountId,
    last_customer_at: chat.lastCustomerAt,
    sent_since: chat.sentSince,
    service_state: chat.serviceState,
    servicer_userid: chat.servicerUserid,
    silenced_at: chat.silencedAt ?? null,
  });
  // Several steps of a unit of work ask for the same person's: read once, until the unit itself changes one.
  const readByAccount = new Map<string, Promise<ChatState | null>>();
  const toRow = (chat: ChatState): ChatRow => {
    const key = keyOf(chat.externalUserId);
    return {
      external_key: key,
      external_user_id: cipher.seal(chat.externalUserId, sealContext(key)),
      ...changingColumns(chat),
      version: chat.version,
    };
  };
  const toChat = (row: ChatRow): ChatState => ({
    externalUserId: cipher.open(row.external_user_id, sealContext(row.external_key)),
    openKfId: row.open_kf_id,
    accountId: row.account_id,
    lastCustomerAt: row.last_customer_at,
    sentSince: row.sent_since,
    serviceState: row.service_state as ChatState['serviceState'],
    servicerUserid: row.servicer_userid,
    ...(row.silenced_at !== null && { silencedAt: row.silenced_at }),
    version: row.version,
  });
  // A person who came by two customer-service identities is answered where they wrote last.
  const latestOf = async (accountId: string): Promise<ChatState | null> => {
    const [row] = await sql.rows<ChatRow>(
      'SELECT * FROM chats WHERE account_id = ? ORDER BY COALESCE(last_customer_at, 0) DESC LIMIT 1',
      [accountId],
    );
    return row ? toChat(row) : null;
  };

  return {
    find: async (externalUserId) => {
      const [row] = await sql.rows<ChatRow>('SELECT * FROM chats WHERE external_key = ?', [
        keyOf(externalUserId),
      ]);
      return row ? toChat(row) : null;
    },
    findByAccount: (accountId) => {
      const known = readByAccount.get(accountId) ?? latestOf(accountId);
      readByAccount.set(accountId, known);
      return known;
    },
    insert: (chat) => {
      readByAccount.clear();
      return sql.insertNew(insertInto('chats', [toRow(chat)]));
    },
    save: async (chat) => {
      readByAccount.clear();
      const { externalUserId, version } = chat;
      const changing = { ...changingColumns(chat), version: version + 1 };
      const update = updateOf('chats', changing, { external_key: keyOf(externalUserId), version });
      return (await sql.change(update)) === 1;
    },
    removeAllOf: async (accountId) => {
      readByAccount.clear();
      await sql.change(statement('DELETE FROM chats WHERE account_id = ?', [accountId]));
    },
  };
}
