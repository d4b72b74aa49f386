import type { PhotoKey } from './zh-CN';

export const photoEn: Readonly<Record<PhotoKey, string>> = {
  'photo.title': 'Upload photo',
  'photo.ask': 'Upload an ID photo',
  'photo.hint':
    'A recent colour photo, full face, no hat, white background, not retouched. It appears on the ticket and the certificate.',
  'photo.rule':
    'Upright, at least {{minWidth}}×{{minHeight}} pixels, {{minKilobytes}} to {{maxKilobytes}} KB; larger files are compressed.',
  'photo.guide': 'Head inside the dashed outline, both shoulders visible, even light, a white wall behind.',
  'photo.camera': 'Take a photo',
  'photo.album': 'Choose from album',
  'photo.message': 'Choose a file from a chat',
  'photo.settings': 'Open settings to allow camera and album',
  'photo.again': 'Another photo',
  'photo.crop': 'Crop to ID photo shape',
  'photo.upload': 'Upload this photo',
  'photo.uploading': 'Uploading',
  'photo.next': 'Use it and continue',
  'photo.later': 'Not now',
  'photo.preview': 'Preview of the photo',
  'photo.measured': '{{width}}×{{height}} pixels, {{kilobytes}} KB',
  'photo.measured.nobytes': '{{width}}×{{height}} pixels',
  'photo.fits': 'The size fits',
  'photo.unfit': 'This photo cannot be used yet',
  'photo.refused': 'The photo did not pass the check',
  'photo.warned': 'Uploaded, please note',
  'photo.uploaded': 'Uploaded, it fits',
  'photo.crop.hint':
    'The shape is not that of an ID photo (about 3:4). Crop it first; only edges are cut, the person is not changed.',
  'photo.no_camera':
    'The camera is not allowed. Choose from the album, or open settings, allow it and try again.',
  'photo.no_album':
    'The album is not allowed. Choose a file from a chat, or open settings, allow it and try again.',
  'photo.no_privacy':
    'You did not agree to the privacy guide, so camera and album cannot be used. Tap again and agree, or send the photo in the service chat.',
  'photo.not_declared':
    'This does not work right now. Use another way, or send the photo in the service chat.',
  'photo.failed': 'No photo arrived. Try again or use another way.',
  'photo.w1':
    'Photo not uploaded! Without one before the online registration deadline of your site you cannot pay',
  'photo.w1.due': 'Deadline: {{due}}.',
  'photo.w1.leave': 'Leave',
  'photo.w1.stay': 'Upload now',
  'photo.consent': 'Before the photo we need your separate consent for ID number and photo.',
  'photo.apart.title': 'There are two photos. Which one?',
  'photo.apart.text':
    'Another one has just been uploaded in the chat or on another phone. Nothing changes before you choose.',
  'photo.apart.stored': 'Saved already',
  'photo.apart.given': 'Picked here',
  'photo.apart.use_stored': 'Use the saved one',
  'photo.apart.use_given': 'Use this one',
  'photo.none.title': 'No photo can be uploaded now',
  'photo.none.text': 'Submit your information first, or the photo can no longer be changed.',
};
