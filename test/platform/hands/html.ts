/** One form of a page with the fields a browser would send. */
export interface PageForm {
  action: string;
  method: 'get' | 'post';
  multipart: boolean;
  /** In document order; unchecked boxes are left out. */
  fields: { name: string; value: string }[];
  /** Boxes and radio buttons that are not checked. */
  unchecked: { name: string; value: string }[];
  buttons: { name: string; value: string; text: string; formaction?: string }[];
}

type Attributes = Record<string, string>;

/** Reads the forms of a page well enough for pages that work without scripts. */
export function readForms(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form\s*>/gi)].map(([, head = '', inner = '']) => {
    const attributes = readAttributes(head);
    const form: PageForm = {
      action: attributes['action'] ?? '',
      method: /^post$/i.test(attributes['method'] ?? '') ? 'post' : 'get',
      multipart: /multipart/i.test(attributes['enctype'] ?? ''),
      fields: [],
      unchecked: [],
      buttons: [],
    };
    readControls(inner, form);
    return form;
  });
}

function readControls(inner: string, form: PageForm): void {
  const controls =
    /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea\s*>|<select\b([^>]*)>([\s\S]*?)<\/select\s*>|<button\b([^>]*)>([\s\S]*?)<\/button\s*>/gi;
  for (const match of inner.matchAll(controls)) {
    const [, input, area, areaText = '', select, options = '', button, caption = ''] = match;
    if (input !== undefined) readInput(readAttributes(input), form);
    if (area !== undefined)
      addField(form, readAttributes(area), unescapeHtml(areaText.replace(/^\r?\n/, '')));
    if (select !== undefined) addField(form, readAttributes(select), selectedOption(options));
    if (button !== undefined) readButton(readAttributes(button), plainText(caption), form);
  }
}

function readInput(attributes: Attributes, form: PageForm): void {
  const type = (attributes['type'] ?? 'text').toLowerCase();
  const value = attributes['value'] ?? '';
  if (type === 'submit') return readButton(attributes, value, form);
  if (type === 'button' || type === 'reset' || type === 'file') return;
  const box = type === 'checkbox' || type === 'radio';
  if (!box) return addField(form, attributes, value);
  const boxValue = attributes['value'] ?? 'on';
  if ('checked' in attributes) return addField(form, attributes, boxValue);
  if (attributes['name']) form.unchecked.push({ name: attributes['name'], value: boxValue });
}

function readButton(attributes: Attributes, text: string, form: PageForm): void {
  if ((attributes['type'] ?? 'submit') !== 'submit' || 'disabled' in attributes) return;
  form.buttons.push({
    name: attributes['name'] ?? '',
    value: attributes['value'] ?? '',
    text,
    ...(attributes['formaction'] && { formaction: attributes['formaction'] }),
  });
}

function addField(form: PageForm, attributes: Attributes, value: string): void {
  const name = attributes['name'];
  if (name && !('disabled' in attributes)) form.fields.push({ name, value });
}

function selectedOption(options: string): string {
  const found = [...options.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, head = '', text = '']) => ({
    attributes: readAttributes(head),
    text: text.trim(),
  }));
  const chosen = found.find(({ attributes }) => 'selected' in attributes) ?? found[0];
  return chosen ? (chosen.attributes['value'] ?? unescapeHtml(chosen.text)) : '';
}

export function readAttributes(head: string): Attributes {
  const attributes: Attributes = {};
  for (const match of head.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    const [, name = '', double, single, bare] = match;
    attributes[name.toLowerCase()] = unescapeHtml(double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** The readable text of a piece of HTML. */
export function plainText(html: string): string {
  const bare = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<br\s*\/?>|<\/(p|div|li|h\d|tr|dd|dt)>/gi, '\n')
    .replace(/<[^>]*>/g, ' ');
  return unescapeHtml(bare)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

export function unescapeHtml(value: string): string {
  return value
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}
