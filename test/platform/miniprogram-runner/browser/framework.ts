import * as adapter from 'glass-easel-miniprogram-adapter';

const { glassEasel } = adapter;

export type CodeSpace = ReturnType<adapter.MiniProgramEnv['createCodeSpace']>;
export type Backend = ReturnType<adapter.MiniProgramEnv['associateBackend']>;

/** What a page's script sees as `this`. */
export interface Caller extends Record<string, unknown> {
  data: Record<string, unknown>;
  route: string;
  options: Record<string, string>;
}

interface Internal {
  _$: InternalElement;
}
interface InternalElement {
  $$?: HTMLElement;
  triggerLifetime(name: string, given: unknown[]): void;
}

/** The DOM element of a component, from inside its lifetimes. */
export function elementOf(component: unknown): HTMLElement {
  const inner = (component as Partial<Internal>)._$ ?? (component as InternalElement);
  if (!inner.$$) throw new Error('the component has no element yet');
  return inner.$$;
}

/** Length unit of WXSS: 750 of them are as wide as the screen. */
export function rpxToCss(value: string): string {
  return value.replace(/(-?\d*\.?\d+)rpx/g, 'calc(var(--rpx) * $1)');
}

/** Sets right what the open framework does otherwise than WeChat; once, before any component is made. */
export function adaptFramework(): void {
  readDataBehindProperties();
  // Scrolling to an element goes by its id.
  glassEasel.globalOptions.writeIdToDOM = true;
  const element = glassEasel.Element.prototype as unknown as {
    setNodeStyle(style: unknown, segment: unknown): unknown;
  };
  const setNodeStyle = element.setNodeStyle;
  element.setNodeStyle = function setStyle(style, segment) {
    return setNodeStyle.call(this, typeof style === 'string' ? rpxToCss(style) : style, segment);
  };
  glassEasel.addGlobalWarningListener((warning: unknown) => {
    const text = String((warning as { message?: unknown })?.message ?? warning);
    if (!/is not a valid property|keys are not unique|for-list data/.test(text)) console.warn(text);
    return false;
  });
  // In WXS `x.constructor` is the name of the type; the build renames it to this property.
  Object.defineProperty(Object.prototype, '__wxsType', {
    configurable: true,
    get(this: unknown) {
      return Object.prototype.toString.call(this).slice(8, -1);
    },
  });
  const globals = globalThis as unknown as Record<string, unknown>;
  globals['getRegExp'] = (pattern: string, flags?: string) => new RegExp(pattern, flags);
  globals['getDate'] = (...given: []) => new Date(...given);
}

/** A property called `data` (chat list) hides the component's own data: the data group is read instead. */
function readDataBehindProperties(): void {
  const prototype = adapter.component.ComponentCaller.prototype;
  for (const name of ['data', 'properties']) {
    const found = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, {
      ...found,
      get(this: Internal) {
        return glassEasel.Component.getDataProxy(this._$ as never).data;
      },
    });
  }
}

/** A space of components whose `ready` fires: the framework leaves that to its host. */
export function createSpace(env: adapter.MiniProgramEnv): CodeSpace {
  const space = env.createCodeSpace('', true);
  const behavior = space.getComponentSpace().defineBehavior({
    lifetimes: {
      attached(this: unknown) {
        const inner = (this as Partial<Internal>)._$ ?? (this as InternalElement);
        queueMicrotask(() => inner.triggerLifetime('ready', []));
      },
    },
  });
  space.setOverallBehavior(behavior as never);
  return space;
}

type Definition = Record<string, unknown> & { behaviors?: unknown[] };

/** Runs the script of one page or component with `Page`, `Component` and `Behavior` bound to its path. */
export function loadScript(space: CodeSpace, path: string, run: () => void): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  const builtIn = new Map<string, unknown>();
  const named = (name: string): unknown => {
    if (!builtIn.has(name)) builtIn.set(name, space.behavior().register());
    return builtIn.get(name);
  };
  // Behaviors of WeChat itself come as strings (`wx://form-field`); empty ones stand for them.
  const fixed = (definition: Definition): Definition => {
    if (Array.isArray(definition.behaviors)) {
      definition.behaviors = definition.behaviors.map((one) => (typeof one === 'string' ? named(one) : one));
    }
    return definition;
  };
  space.componentEnv(path, (env) => {
    const makers = env as unknown as Record<string, (definition: Definition) => unknown>;
    const before = ['Page', 'Component', 'Behavior'].map((name) => [name, globals[name]] as const);
    for (const [name] of before)
      globals[name] = (definition: Definition) => makers[name]?.(fixed(definition));
    try {
      run();
    } finally {
      for (const [name, value] of before) globals[name] = value;
    }
  });
}

/** Hands events of the page to the framework, with the touches that pickers and swipers read. */
export function connectEvents(env: adapter.MiniProgramEnv): Backend {
  const context = new glassEasel.CurrentWindowBackendContext();
  context.onEvent((target, type, detail, options) => {
    const { originalEvent } = options as unknown as { originalEvent?: Partial<TouchEvent> };
    const extraFields = originalEvent?.touches && {
      touches: touchesOf(originalEvent.touches),
      changedTouches: touchesOf(originalEvent.changedTouches),
    };
    const event = new glassEasel.Event(type, detail, extraFields ? { ...options, extraFields } : options);
    glassEasel.Event.dispatchEvent(target, event as never);
    return event.getEventBubbleStatus();
  });
  return env.associateBackend(context as never);
}

function touchesOf(list: TouchList | undefined) {
  return [...(list ?? [])].map(({ identifier, pageX, pageY, clientX, clientY }) => ({
    identifier,
    pageX,
    pageY,
    clientX,
    clientY,
  }));
}
