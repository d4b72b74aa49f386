import { phone } from '../phone';
import { routes } from '../router';
import { method } from './method';

const storageName = (): string => phone().storage ?? 'mp-storage';

/** Storage of one mini program on this phone; kept by the browser where it has a storage. */
const storage = {
  read(): Record<string, unknown> {
    return JSON.parse(window.localStorage.getItem(storageName()) ?? '{}') as Record<string, unknown>;
  },
  write(all: Record<string, unknown>): void {
    window.localStorage.setItem(storageName(), JSON.stringify(all));
  },
};

function windowInfo() {
  const { clientWidth: width = 375, clientHeight: height = 667 } = document.getElementById('app') ?? {};
  return {
    pixelRatio: window.devicePixelRatio,
    windowWidth: width,
    windowHeight: height,
    screenWidth: width,
    screenHeight: height,
    statusBarHeight: 0,
    screenTop: 0,
    safeArea: { top: 0, left: 0, right: width, bottom: height, width, height },
  };
}

function appBaseInfo() {
  const { fontSize, language } = phone().conditions;
  return {
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language,
    theme: 'light',
    fontSizeSetting: fontSize,
    host: {},
  };
}

const deviceInfo = () => ({ platform: 'devtools', system: 'web', brand: '', model: '' });
const nothing = (): void => undefined;

export const deviceMethods = {
  nextTick: (act: () => void) => queueMicrotask(act),
  canIUse: () => true,
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemInfoSync: () => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo() }),
  getAppAuthorizeSetting: () => ({
    cameraAuthorized: phone().conditions.camera === 'granted' ? 'authorized' : 'denied',
    albumAuthorized: phone().conditions.album === 'granted' ? 'authorized' : 'denied',
  }),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
  getLaunchOptionsSync: () => ({ scene: 1001, path: '', query: {} }),
  getEnterOptionsSync: () => ({ scene: 1001, path: '', query: {} }),
  getMenuButtonBoundingClientRect: () => ({
    top: 4,
    left: 280,
    right: 367,
    bottom: 36,
    width: 87,
    height: 32,
  }),
  onMenuButtonBoundingClientRectWeightChange: nothing,
  offMenuButtonBoundingClientRectWeightChange: nothing,
  onThemeChange: nothing,
  offThemeChange: nothing,
  onWindowResize: nothing,
  offWindowResize: nothing,
  onKeyboardHeightChange: nothing,
  offKeyboardHeightChange: nothing,
  onNetworkStatusChange: nothing,
  offNetworkStatusChange: nothing,
  reportEvent: nothing,
  getStorageSync: (key: string) => storage.read()[key] ?? '',
  setStorageSync: (key: string, value: unknown) => storage.write({ ...storage.read(), [key]: value }),
  removeStorageSync(key: string) {
    const { [key]: _removed, ...rest } = storage.read();
    storage.write(rest);
  },
  clearStorageSync: () => storage.write({}),
  createSelectorQuery() {
    const caller = routes().top() as unknown as { createSelectorQuery(): Record<string, unknown> };
    const query = caller.createSelectorQuery();
    query['in'] ??= (component: { createSelectorQuery(): unknown }) => component.createSelectorQuery();
    return query;
  },
  createAnimation: () => ({ export: () => [] }),
  hideKeyboard: method('hideKeyboard', () => (document.activeElement as HTMLElement | null)?.blur()),
  vibrateShort: method('vibrateShort', nothing),
  pageScrollTo: method('pageScrollTo', (options) => routes().scrollTo(Number(options['scrollTop'] ?? 0))),
  setNavigationBarTitle: method('setNavigationBarTitle', (options) =>
    routes().setTitle(String(options['title'])),
  ),
  setNavigationBarColor: method('setNavigationBarColor', nothing),
  stopPullDownRefresh: method('stopPullDownRefresh', nothing),
  navigateTo: method('navigateTo', (options) => routes().open(String(options['url']))),
  redirectTo: method('redirectTo', (options) => routes().replace(String(options['url']))),
  reLaunch: method('reLaunch', (options) => routes().relaunch(String(options['url']))),
  navigateBack: method('navigateBack', (options) => routes().back(Number(options['delta'] ?? 1))),
  enableAlertBeforeUnload: method('enableAlertBeforeUnload', (options) =>
    routes().askBeforeBack(String(options['message'])),
  ),
  disableAlertBeforeUnload: method('disableAlertBeforeUnload', () => routes().askBeforeBack('')),
  getUpdateManager: () => ({ onCheckForUpdate: nothing, onUpdateReady: nothing, onUpdateFailed: nothing }),
};
