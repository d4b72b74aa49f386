import type { KeyObject } from 'node:crypto';
import type { CallbackKeys } from '../signatures/wecom-callback';
import type { Context } from '../use-cases/context';
import type { KfPort } from '../use-cases/ports/kf';
import type { Logger } from '../use-cases/ports/logger';
import type { PaymentProvider } from '../use-cases/ports/pay';
import type { PhotoDesk, PhotoStore } from '../use-cases/ports/photos';
import type { OneTimeCodes, PasswordHasher } from '../use-cases/ports/secrets';
import type { Locks, RateLimiter, SessionStore } from '../use-cases/ports/sessions';
import type { WechatPort } from '../use-cases/ports/wechat';
import type { PageSigner, WecomPort } from '../use-cases/ports/wecom';
import type { Addresses } from '../use-cases/chat/resolve-replies';
import type { TurnContext } from '../use-cases/chat/chat-turn';
import type { AddressRange } from './middleware/client-address';
import type { Metrics } from './metrics';
import type { Readiness } from './readiness';

/** What use-cases called from the edge need. */
export interface HttpContext extends Context {
  logger: Logger;
  sessions: SessionStore;
  locks: Locks;
  limiter: RateLimiter;
  rateLimiter: RateLimiter;
  passwords: PasswordHasher;
  oneTimeCodes: OneTimeCodes;
  assistant: TurnContext['assistant'];
  photoDesk: PhotoDesk;
  photoStore: PhotoStore;
  provider: PaymentProvider;
  wechat: WechatPort;
  wecom: WecomPort;
  pageSigner: PageSigner;
  kf: KfPort;
  addresses: Addresses;
}

/** Everything the edge is wired with; no route reads a setting by itself. */
export interface HttpDeps {
  context: HttpContext;
  metrics: Metrics;
  readiness: Readiness;
  /** A worker process answers its operators only. */
  surfaces: 'all' | 'operators';
  callbackKeys: Record<'wecom' | 'kf' | 'wechat', CallbackKeys>;
  pay: { platformKeys: ReadonlyMap<string, KeyObject>; apiV3Key: string; mchId: string; appId: string };
  /** Link that opens the customer-service chat; the mini program adds its `scene_param`. */
  kfLink: string | null;
  /** The corp that the chat belongs to. */
  corpId: string;
  publicUrl: string;
  trustedProxies: readonly AddressRange[];
  /** Null closes /metrics. */
  metricsToken: string | null;
  /** Lets the worker of this process look at once; does nothing where there is none. */
  wake(): void;
}
