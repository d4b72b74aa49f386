/** A picture that a person's next pick gives, in place of the browser's own file dialog. */
export interface GivenFile {
  name: string;
  type: string;
  base64: string;
  /** What a browser without decoding (jsdom) answers as the size of the picture. */
  width?: number;
  height?: number;
}

/** A picture of the phone's own album, for a person who looks at the phone in a browser. */
export interface AlbumPicture {
  key: string;
  title: { zh: string; en: string };
  url: string;
}

/** How this phone and its owner behave. Tests and the demo change it while the mini program runs. */
export interface PhoneConditions {
  network: 'wifi' | '4g' | 'none';
  /** What the owner answers when WeChat asks for the camera or the album. */
  camera: 'granted' | 'refused';
  album: 'granted' | 'refused';
  /** The owner agreed to the privacy guide before; leaving the app from the recents clears it. */
  privacyAgreed: boolean;
  /** Private interfaces that the console does not list (errno 112). */
  undeclared: string[];
  /** `used-up`: the mini program has no trial calls left (errno 1400001). */
  phoneNumber: 'granted' | 'used-up';
  /** WeChat's own type size; 16 is usual. */
  fontSize: number;
  language: 'zh_CN' | 'en';
  nextFiles: GivenFile[];
}

/** Defaults of an ordinary phone. */
export const ORDINARY: PhoneConditions = {
  network: 'wifi',
  camera: 'granted',
  album: 'granted',
  privacyAgreed: false,
  undeclared: [],
  phoneNumber: 'granted',
  fontSize: 16,
  language: 'zh_CN',
  nextFiles: [],
};
