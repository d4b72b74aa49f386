/** Values that fill the placeholders of a text. */
export type TextParams = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * Fills `{{name}}` for clients without i18next; a test holds it equal to i18next. A value is taken as it is, never read
 * as a text again, and a name without a value becomes nothing.
 */
export function fillText(text: string, params: TextParams = {}): string {
  return text.replace(PLACEHOLDER, (_match, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : '',
  );
}
