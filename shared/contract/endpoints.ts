import * as accounts from './accounts';
import type { Endpoint } from './api';
import * as chat from './chat';
import * as consents from './consents';
import * as help from './help';
import * as orders from './orders';
import * as payLinks from './pay-links';
import * as ownData from './own-data';
import * as payments from './payments';
import * as registrations from './registrations';
import * as seasons from './seasons';
import * as subscriptions from './subscriptions';

/** Every endpoint by operation name: the description and the test of who may call what are generated from it. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [
    accounts,
    ownData,
    seasons,
    consents,
    registrations,
    payments,
    orders,
    payLinks,
    subscriptions,
    chat,
    help,
  ].flatMap((noun) =>
    Object.entries(noun).filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1])),
  ),
);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'access' in value && 'summary' in value;
}
