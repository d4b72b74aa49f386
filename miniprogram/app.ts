import './services/language-gaps';
import { learnSettings } from './services/settings';

App({
  onLaunch() {
    learnSettings();
  },
});
