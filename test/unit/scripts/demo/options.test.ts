import { readOptions } from '../../../../scripts/demo/options';

describe('readOptions', () => {
  it('serves the page on fresh data by default', () => {
    expect(readOptions([])).toEqual({ script: false, keep: false, port: 8090, only: '', log: '' });
  });

  it('reads what it is given', () => {
    expect(readOptions(['--script', '--only', 'zero'])).toMatchObject({ script: true, only: 'zero' });
    expect(readOptions(['--keep', '--port', '0'])).toMatchObject({ keep: true, port: 0 });
  });

  it.each([
    [['--wrong'], '--wrong'],
    [['--port', 'x'], '--port'],
    [['--port'], '--port'],
    [['--port', '70000'], '--port'],
  ])('names what is wrong with %j', (args, wrong) => {
    expect(readOptions(args)).toEqual({ wrong });
  });
});
