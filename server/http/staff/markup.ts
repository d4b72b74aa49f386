/** A piece of HTML whose texts are escaped already. */
export interface Html {
  readonly html: string;
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** Every value is text and is escaped, unless it was made by this very function. Null, undefined and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return { html: strings.map((part, index) => part + textOf(values[index])).join('') };
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map(textOf).join('');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
