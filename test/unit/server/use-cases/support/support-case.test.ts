import { maskedPerson } from '../../../../../server/use-cases/support/support-case';
import { registration, situation } from '../../../../support/situations';

describe('maskedPerson', () => {
  const account = { ...situation().account, email: 'wang@example.com' } as never;

  it('names the candidate by a mask of the name, else of the address, else not at all (PR7, PR8)', () => {
    const unnamed = registration({ answers: {} });
    expect(maskedPerson({ registration: registration(), account })).toBe('王**');
    expect(maskedPerson({ registration: unnamed, account })).toMatch(/^w\*+.*@example\.com$/);
    expect(maskedPerson({ registration: unnamed, account: null })).toBeNull();
  });
});
