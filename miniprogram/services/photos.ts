import type * as contract from '../../shared/contract/registrations';
import { phoneNow } from './clock';
import { failureIn, transportFailure, type Called } from './failure';
import { newId } from './ids';
import { API_URL, headersOf, noteServerTime } from './request';
import { signedIn, type AnswerOf } from './route';

const TIMEOUT_MS = 60_000;

type Uploaded = AnswerOf<typeof contract.uploadPhoto>;

/**
 * Sends a picture file of the phone. Never repeated by itself: the person sees what happened and decides. Sent once more, it
 * is taken only over the registration that was seen.
 */
export function uploadPhoto(input: {
  registrationId: string;
  expectedVersion: number;
  filePath: string;
}): Promise<Called<Uploaded>> {
  const { registrationId, expectedVersion, filePath } = input;
  const url = `${API_URL}/registrations/${registrationId}/photo?expectedVersion=${expectedVersion}`;
  return signedIn((token) => upload({ url, filePath, token }));
}

function upload({
  url,
  filePath,
  token,
}: {
  url: string;
  filePath: string;
  token: string;
}): Promise<Called<Uploaded>> {
  const requestId = newId();
  const sentAt = phoneNow();
  return new Promise((resolve) => {
    wx.uploadFile({
      url,
      filePath,
      name: 'photo',
      timeout: TIMEOUT_MS,
      header: headersOf({ token }, requestId),
      success: ({ statusCode, data }) => {
        const read = parsed(data);
        noteServerTime(read, sentAt);
        const failure = failureIn({ status: statusCode, data: read, requestId });
        resolve(failure ? { ok: false, failure } : { ok: true, body: read as Uploaded });
      },
      fail: ({ errMsg }) =>
        resolve({
          ok: false,
          failure: transportFailure(errMsg, { requestId, wrote: true, repeatable: true }),
        }),
    });
  });
}

/** Path of a file with the photo in force, for an `image`. */
export function downloadPhoto({ registrationId }: { registrationId: string }): Promise<Called<string>> {
  return signedIn(
    (token) =>
      new Promise((resolve) => {
        const requestId = newId();
        wx.downloadFile({
          url: `${API_URL}/registrations/${registrationId}/photo`,
          timeout: TIMEOUT_MS,
          header: headersOf({ token }, requestId),
          success: ({ statusCode, tempFilePath }) => {
            const failure =
              statusCode === 200 ? null : failureIn({ status: statusCode, data: null, requestId });
            resolve(failure ? { ok: false, failure } : { ok: true, body: tempFilePath });
          },
          fail: ({ errMsg }) =>
            resolve({
              ok: false,
              failure: transportFailure(errMsg, { requestId, wrote: false, repeatable: true }),
            }),
        });
      }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
