/** A transcript: what a person says and does, and word for word what they see. Written and read as plain Chinese text. */
export interface Script {
  title: string;
  /** Rule numbers, for the map of rules to tests. */
  rules: string[];
  head: Record<string, string>;
  steps: ScriptStep[];
}

export interface ScriptStep {
  /** Line in the file, from 1. */
  line: number;
  /** `考生`, `审核员`, `时间` … */
  who: string;
  said: string;
  /** What was seen after it, as it stands in the file. */
  seen: string[];
}

const STEP = /^【(.+?)】(.*)$/u;
const HEAD = /^(.+?)：(.*)$/u;
/** Lines of what was seen are indented, so that a text may begin with anything. */
const INDENT = '  ';

export function parseScript(text: string): Script {
  const lines = text.replace(/\r/g, '').split('\n');
  const head: Record<string, string> = {};
  const steps: ScriptStep[] = [];
  for (const [index, line] of lines.entries()) {
    const step = STEP.exec(line);
    const current = steps.at(-1);
    if (step) steps.push({ line: index + 1, who: step[1] ?? '', said: (step[2] ?? '').trim(), seen: [] });
    else if (current) {
      if (line.startsWith(INDENT)) current.seen.push(line.slice(INDENT.length));
      else if (line.trim() !== '' && !line.startsWith('#'))
        throw new Error(`line ${index + 1} is no step: ${line}`);
    } else {
      const entry = HEAD.exec(line);
      if (entry) head[entry[1] ?? ''] = (entry[2] ?? '').trim();
    }
  }
  return {
    title: head['标题'] ?? '',
    rules: (head['规则'] ?? '').split(/[\s,、]+/u).filter(Boolean),
    head,
    steps,
  };
}

/** The file with what was seen now in place of what stood there; comments and blank lines stay. */
export function writeScript(text: string, seen: Map<number, string[]>): string {
  const lines = text.replace(/\r/g, '').split('\n');
  const kept = lines.flatMap((line, index) => {
    if (line.startsWith(INDENT)) return [];
    const now = seen.get(index + 1);
    return now ? [line, ...now.map((one) => `${INDENT}${one}`)] : [line];
  });
  return kept.join('\n');
}
