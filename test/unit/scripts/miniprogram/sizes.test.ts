import { measure, sizeProblems, sizeTable } from '../../../../scripts/miniprogram/sizes';

const KB = 1024;

describe('measure', () => {
  const sizes = new Map([
    ['app.js', 100 * KB],
    ['pages/home/index.js', 50 * KB],
    ['shared/a.js', 30 * KB],
    ['pages/one/index.js', 20 * KB],
  ]);
  const parts = measure(sizes, {
    roots: ['pages/one/'],
    firstScreen: new Set(['app.js', 'pages/home/index.js']),
  });

  it('sums the first screen, the main package and each subpackage', () => {
    expect(parts.map(({ name, bytes }) => [name, bytes / KB])).toEqual([
      ['first screen', 150],
      ['main package', 180],
      ['pages/one', 20],
    ]);
  });

  it('prints a line for each, and says when it is above the aim', () => {
    const [first, main, one] = sizeTable(parts).split('\n');
    expect(first).toMatch(/150\.0 KB .* above the aim$/);
    expect(main).toMatch(/ok$/);
    expect(one).toMatch(/20\.0 KB/);
  });
});

describe('sizeProblems', () => {
  it.each([
    ['firstScreen', 200],
    ['main', 500],
    ['package', 1024],
  ] as const)('limits %s to %d KB', (kind, limit) => {
    expect(sizeProblems([{ name: 'a', kind, bytes: limit * KB }])).toEqual([]);
    expect(sizeProblems([{ name: 'a', kind, bytes: limit * KB + 1 }])).toHaveLength(1);
  });
});
