import { connect } from './live.js';
import { lang } from './texts.js';
import { drawTop } from './top.js';
import { drawGuide } from './guide.js';
import { drawPhone } from './phone.js';
import { drawWecom } from './wecom.js';
import { drawSamples } from './samples.js';
import { drawInbox } from './inbox.js';
import { drawLog } from './log.js';

document.documentElement.lang = lang() === 'zh' ? 'zh-CN' : 'en';
drawTop();
drawPhone();
drawWecom();
drawGuide();
drawSamples();
drawInbox();
drawLog();
connect();
