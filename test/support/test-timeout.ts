declare const TEST_TIMEOUT_MS: number;
declare const TEST_TRIES: number;

jest.setTimeout(TEST_TIMEOUT_MS);
if (TEST_TRIES > 1) jest.retryTimes(TEST_TRIES - 1, { logErrorsBeforeRetry: true });
