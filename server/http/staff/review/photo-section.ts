import type { PhotoMeasurements, PhotoThresholds } from '../../../../shared/domain/rules/photo';
import type { ReviewContent } from '../../../use-cases/review/show-review';
import type { Say } from '../layout';
import { html, type Html } from '../markup';

/** The photo with what the machine found and measured, in words; the judgement is the reviewer's (PR18). */
export function photoSection(
  photo: ReviewContent['photo'],
  { id, revision, say }: { id: string; revision: number; say: Say },
): Html {
  if (!photo) return html`<p class="staff-warn">${say('page.photo_none')}</p>`;
  const { measurements } = photo;
  return html`<div class="staff-photo">
    <a class="staff-photo__open" href="/staff/reviews/${id}/photo/large">
      <img
        src="${photoAddress(id, revision)}"
        alt="${say('page.photo_of')}"
        width="${measurements.keptWidthPx}"
        height="${measurements.keptHeightPx}"
      />
      <span>${say('page.photo_zoom')}</span>
    </a>
    ${findingsList(photo, say)}
  </div>`;
}

/** Of this revision: a browser that kept the picture of an earlier one does not show it. */
export function photoAddress(id: string, revision: number): string {
  return `/staff/reviews/${id}/photo?revision=${revision}`;
}

/** What the machine found, and what it measured. */
export function findingsList(photo: NonNullable<ReviewContent['photo']>, say: Say): Html {
  const { findings, measurements, thresholds } = photo;
  const words = findings.map(({ code, params }) => (isWarning(code) ? say(`finding.${code}`, params) : code));
  return html`<div>
    <h3>${say('page.findings')}</h3>
    ${
      words.length > 0 &&
      html`<ul class="staff-findings">
        ${words.map((finding) => html`<li>${finding}</li>`)}
      </ul>`
    }
    <p class="staff-note">${say(words.length > 0 ? 'page.findings_some' : 'page.findings_none')}</p>
    <details>
      <summary>${say('page.measured')}</summary>
      <ul class="staff-measured">
        ${measured(measurements, thresholds, say).map((line) => html`<li>${line}</li>`)}
      </ul>
    </details>
  </div>`;
}

const WARNINGS = [
  'photo.background_light',
  'photo.background_not_white',
  'photo.background_uneven',
  'photo.too_dark',
  'photo.too_bright',
  'photo.low_contrast',
  'photo.blurred',
  'photo.enlarged',
  'photo.same_as_another',
] as const;

export function isWarning(code: string): code is (typeof WARNINGS)[number] {
  return WARNINGS.some((warning) => warning === code);
}

function measured(photo: PhotoMeasurements, limits: PhotoThresholds, say: Say): string[] {
  const { round } = Math;
  return [
    say('page.measured.sent', {
      format: photo.sourceFormat.toUpperCase(),
      width: photo.widthPx,
      height: photo.heightPx,
      kilobytes: round(photo.sourceBytes / 1000),
    }),
    say('page.measured.kept', {
      width: photo.keptWidthPx,
      height: photo.keptHeightPx,
      kilobytes: round(photo.keptBytes / 1000),
      ratio: (photo.keptWidthPx / photo.keptHeightPx).toFixed(2),
    }),
    say('page.measured.background', {
      level: round(photo.backgroundLevel),
      whiteLevel: limits.whiteLevel,
      spread: round(photo.backgroundSpread),
      maxSpread: limits.maxBackgroundSpread,
    }),
    say('page.measured.face', { brightness: round(photo.brightness), contrast: round(photo.contrast) }),
    say('page.measured.sharpness', {
      sharpness: round(photo.sharpness),
      minSharpness: limits.minSharpness,
    }),
  ];
}
