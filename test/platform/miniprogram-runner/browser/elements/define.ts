import { elementOf, type CodeSpace } from '../framework';

/** A built-in element inside its lifetimes. */
export interface BuiltIn {
  data: Record<string, unknown>;
  triggerEvent(name: string, detail?: unknown, options?: { bubbles?: boolean; composed?: boolean }): void;
  /** Room for the element's own things. */
  own: Record<string, unknown>;
}

export interface BuiltInRule {
  /** Properties with their defaults; `null` takes any type. */
  properties: Record<string, unknown>;
  created?(component: BuiltIn, element: HTMLElement): void;
  /** A property has a new value; called for every property at the beginning. */
  changed?(component: BuiltIn, element: HTMLElement, change: { name: string; value: unknown }): void;
}

export type Define = (tag: string, rule: BuiltInRule) => void;

const typeOf = (value: unknown): unknown => {
  if (value === null) return null;
  if (Array.isArray(value)) return Array;
  return { string: String, number: Number, boolean: Boolean }[typeof value as string] ?? Object;
};

/** Registers elements of WeChat as components around a slot. */
export function definer(space: CodeSpace, slot: unknown): Define {
  return (tag, { properties, created, changed }) => {
    const path = `builtin/${tag}`;
    const declared: Record<string, unknown> = {};
    const observers: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(properties)) {
      declared[name] = { type: typeOf(value), value };
      observers[name] = function onChange(this: BuiltIn, next: unknown) {
        changed?.(this, elementOf(this), { name, value: next });
      };
    }
    const lifetimes = {
      created(this: BuiltIn) {
        this.own = {};
        const element = elementOf(this);
        created?.(this, element);
        for (const name of Object.keys(properties))
          changed?.(this, element, { name, value: this.data[name] });
      },
    };
    space.addCompiledTemplate(path, slot as never);
    space.addComponentStaticConfig(path, { component: true, styleIsolation: 'shared' } as never);
    space.componentEnv(path, ({ Component }) => {
      Component({ properties: declared, observers, lifetimes } as never);
    });
  };
}
