import * as adapter from 'glass-easel-miniprogram-adapter';
import { adaptFramework, connectEvents, createSpace, loadScript } from './framework';
import { defineControls } from './elements/controls';
import { definer } from './elements/define';
import { defineFields } from './elements/fields';
import { defineForms } from './elements/forms';
import { defineSwiper } from './elements/swiper';
import { defineViews } from './elements/views';
import { phone } from './phone';
import { createRoutes, type PageConfig } from './router';
import { touchByMouse } from './touch-by-mouse';
import { deviceMethods } from './wx/device';
import { dialogMethods } from './wx/dialogs';
import { mediaMethods } from './wx/media';
import { networkMethods } from './wx/network';
import { platformMethods } from './wx/platform';
import { privacyMethods } from './wx/privacy';

/** What the bundler hands over: compiled templates, configurations and scripts of a built mini program. */
export interface Bundled {
  /** Template groups by path. */
  groups: Record<string, unknown>;
  /** Components before those that use them. */
  order: string[];
  configs: Record<string, PageConfig>;
  scripts: Record<string, () => void>;
  app: () => void;
  firstPage: string;
}

interface AppRules {
  onLaunch?(options: unknown): void;
  onShow?(options: unknown): void;
  onHide?(): void;
}

/** Starts the mini program in this window. */
export function start({ groups, order, configs, scripts, app, firstPage }: Bundled): void {
  adaptFramework();
  const globals = globalThis as unknown as Record<string, unknown>;
  let rules: AppRules = {};
  globals['wx'] = {
    ...deviceMethods,
    ...dialogMethods,
    ...mediaMethods,
    ...networkMethods,
    ...platformMethods,
    ...privacyMethods,
  };
  globals['App'] = (given: AppRules) => {
    rules = given;
  };
  globals['getApp'] = () => rules;
  const template = (path: string) => ({
    groupList: groups,
    content: groups[path],
    // Without it `bindtap` on plain elements is not heard.
    fallbackListenerOnNativeNode: true,
  });
  const env = new adapter.MiniProgramEnv();
  const space = createSpace(env);
  const define = definer(space, template('__slot'));
  for (const group of [defineFields, defineViews, defineControls, defineForms, defineSwiper]) group(define);
  for (const path of order) {
    space.addComponentStaticConfig(path, configs[path] as never);
    space.addCompiledTemplate(path, template(path) as never);
  }
  const routes = createRoutes({ space, backend: connectEvents(env), configs });
  globals['getCurrentPages'] = () => routes.callers();
  app();
  for (const path of order) loadScript(space, path, () => scripts[path]?.());
  touchByMouse(document.getElementById('app')!);
  document.querySelector('.mp-nav__back')?.addEventListener('click', () => void routes.pressBack());
  const entry = phone().entry || `/${firstPage}`;
  const options = { path: firstPage, query: {}, scene: 1001 };
  rules.onLaunch?.(options);
  rules.onShow?.(options);
  routes.open(entry);
  globals['miniProgram'] = {
    hide() {
      routes.hide();
      rules.onHide?.();
    },
    show() {
      rules.onShow?.(options);
      routes.show();
    },
    pullDown: () => routes.pullDown(),
    /** A tap on an item of a chat or on a message: the mini program comes to the front with that page. */
    launch(url: string) {
      rules.onShow?.(options);
      routes.relaunch(url);
    },
    /** Path and query of the page that is shown. */
    shown: () => routes.shown(),
  };
}
