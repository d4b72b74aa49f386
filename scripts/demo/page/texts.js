/** Words of the demo page itself. What phones and cards show comes from the product and is not translated here. */
const TEXTS = {
  zh: {
    title: '报考助手',
    demo: '演示',
    language: 'English',
    failed: '没有成功',
    'phone.title': '微信客服会话',
    'phone.new': '新手机',
    'phone.empty': '点“新手机”开始',
    'chat.name': '考试报名咨询',
    'chat.placeholder': '发消息…',
    'chat.send': '发送',
    'chat.more': '更多',
    'chat.album': '相册（示例照片）',
    'chat.file': '本机图片',
    'chat.voice': '语音',
    'chat.left': '可再回{n}条',
    'chat.left_why': '微信规定：考生每说一次话，助手在48小时内最多回5条',
    'avatar.customer': '我',
    'avatar.bot': '考',
    'avatar.servicer': '人',
    'session.0': '未接待',
    'session.1': '机器人',
    'session.2': '等待人工',
    'session.3': '人工接待',
    'session.4': '未接待',
    'wecom.title': '企业微信',
    'place.mini': '小程序',
    'place.chat': '会话',
    'place.wecom': '企业微信',
    'place.inbox': '收件箱',
    'place.log': '经过',
    'wecom.empty': '还没有卡片。考生提交审核后，卡片会马上出现在这里。',
    'wecom.grey': '已处理',
    'wecom.open': '打开',
    'wecom.pool': '客服会话',
    'wecom.nobody': '没有人在等，也没有您接待的。',
    'wecom.take': '接入',
    'wecom.sidebar': '侧边栏',
    'wecom.end': '结束',
    'wecom.reply': '回复考生…',
    'wecom.home': '工作台',
    'guide.title': '怎么试',
    'guide.fill': '在小程序里报名，或在会话里和助手聊；两边是同一个人、同一份报名，随时可以换。',
    'guide.data': '要填的内容用“虚构的数据”；验证码、邮件和短信在收件箱里，点一下就填入。',
    'guide.review': '提交后到企业微信打开卡片，看照片，通过或不通过；“工作台”里有照片墙，可以一次办很多人。',
    'guide.desk': '在会话里说“人工”，企业微信换成客服，打开卡片接待，可以回复、建议修改、结束会话。',
    'guide.pay': '回到小程序付款；再用上面的时钟推到提醒、准考证和考试当天。',
    'samples.title': '虚构的数据，点一下填入',
    'samples.no_field': '手机上现在没有可以输入的地方',
    'samples.email': '邮箱',
    'samples.mobile': '手机号',
    'samples.documentNumber': '身份证号',
    'samples.name': '姓名',
    'samples.ethnicity': '民族',
    'samples.occupation': '职业',
    'samples.education': '文化程度',
    'samples.siteCode': '考点',
    'samples.subjects': '科目',
    'inbox.title': '收件箱',
    'inbox.mail': '邮件',
    'inbox.sms': '短信',
    'inbox.notice': '订阅消息',
    'inbox.forwarded': '朋友转发',
    'inbox.empty': '邮件、短信和订阅消息会出现在这里。',
    'inbox.open': '打开小程序',
    'inbox.code': '填入验证码 {code}',
    'notice.review_result': '审核结果通知',
    'notice.resubmission_due': '修改提醒',
    'notice.payment_due': '缴费提醒',
    'notice.payment_received': '缴费成功通知',
    'notice.photo_missing': '照片未上传提醒',
    'notice.window_opens': '报名开始提醒',
    'notice.window_closes': '报名截止提醒',
    'notice.ticket_opens': '准考证通知',
    'notice.exam_tomorrow': '考试提醒',
    'log.title': '发生了什么',
    'log.detail': '细节',
    'clock.hour': '+1小时',
    'clock.day': '+1天',
    'clock.minutes': '+10分钟',
    'clock.next': '推到…',
    'clock.pushing': '时间推进中…',
    'office.tickets': '导入',
    'backstage.title': '幕后',
    'office.tickets_why': '考试机构发准考证',
    'office.imported': '已导入{n}张准考证',
    'office.nobody': '还没有人缴费，没有准考证可导入',
    'milestone.window_closes': '网报截止前1小时',
    'milestone.window_closed': '网报截止',
    'milestone.review_ends': '审核结束',
    'milestone.payment_soon': '缴费截止前1小时',
    'milestone.payment_ends': '缴费截止',
    'milestone.ticket_from': '准考证开放',
    'milestone.exam': '考试当天',
    'server.up': '服务运行中',
    'server.down': '服务已断电',
    'server.starting': '正在启动…',
    'server.kill': '断电',
    'server.start': '重新启动',
    'web.title': '网页',
    'web.large': '在新窗口里打开',
    'mini.title': '小程序',
    'mini.starting': '正在打开小程序…',
    'mini.failed': '小程序里没有这一页',
    close: '关闭',
    'pay.notice': '下一次支付通知',
    'pay.notice.normal': '马上到',
    'pay.notice.late': '晚1分钟',
    'pay.notice.twice': '重复两次',
    'pay.notice.lost': '丢失',
  },
  en: {
    title: 'NCRE Assistant',
    demo: 'Demo',
    language: '中文',
    failed: 'That did not work',
    'phone.title': 'Customer-service chat',
    'phone.new': 'New phone',
    'phone.empty': 'Press “New phone” to begin',
    'chat.name': 'Exam registration',
    'chat.placeholder': 'Message…',
    'chat.send': 'Send',
    'chat.more': 'More',
    'chat.album': 'Album (sample photos)',
    'chat.file': 'Your file',
    'chat.voice': 'Voice',
    'chat.left': '{n} replies left',
    'chat.left_why': 'WeChat allows five messages within 48 hours after the candidate last wrote',
    'avatar.customer': 'Me',
    'avatar.bot': 'N',
    'avatar.servicer': 'S',
    'session.0': 'Not served',
    'session.1': 'Bot',
    'session.2': 'Waiting',
    'session.3': 'Person',
    'session.4': 'Not served',
    'wecom.title': 'WeCom',
    'place.mini': 'Mini program',
    'place.chat': 'Chat',
    'place.wecom': 'WeCom',
    'place.inbox': 'Inbox',
    'place.log': 'Log',
    'wecom.empty': 'No cards yet. One appears here as soon as a candidate submits for review.',
    'wecom.grey': 'Done',
    'wecom.open': 'Open',
    'wecom.pool': 'Customer service',
    'wecom.nobody': 'Nobody is waiting, and you serve nobody.',
    'wecom.take': 'Take',
    'wecom.sidebar': 'Sidebar',
    'wecom.end': 'End',
    'wecom.reply': 'Reply…',
    'wecom.home': 'Workbench',
    'guide.title': 'How to try it',
    'guide.fill':
      'Register in the mini program, or talk to the assistant in the chat: one person, one registration, and you may change over at any step.',
    'guide.data': 'Use the made-up answers. Codes, mails and SMS arrive in the inbox: a press fills them in.',
    'guide.review':
      'After submitting, open the card in WeCom, look at the photo, approve or reject. The workbench has a photo wall to decide many at once.',
    'guide.desk':
      'Ask for a person in the chat, choose Support in WeCom and open the card: take the conversation, answer, propose a correction, end it.',
    'guide.pay': 'Pay in the mini program; then push the clock to reminders, tickets and the exam day.',
    'samples.title': 'Made-up answers: press to fill in',
    'samples.no_field': 'There is no field on the phone now',
    'samples.email': 'E-mail',
    'samples.mobile': 'Mobile',
    'samples.documentNumber': 'ID number',
    'samples.name': 'Name',
    'samples.ethnicity': 'Ethnicity',
    'samples.occupation': 'Occupation',
    'samples.education': 'Education',
    'samples.siteCode': 'Site',
    'samples.subjects': 'Subject',
    'inbox.title': 'Inbox',
    'inbox.mail': 'Mail',
    'inbox.sms': 'SMS',
    'inbox.notice': 'WeChat',
    'inbox.forwarded': 'From a friend',
    'inbox.empty': 'Mails, SMS and subscription messages arrive here.',
    'inbox.open': 'Open the mini program',
    'inbox.code': 'Fill in {code}',
    'notice.review_result': 'Result of the review',
    'notice.resubmission_due': 'Changes are due',
    'notice.payment_due': 'Payment is due',
    'notice.payment_received': 'Payment received',
    'notice.photo_missing': 'The photo is missing',
    'notice.window_opens': 'Registration opens',
    'notice.window_closes': 'Registration closes',
    'notice.ticket_opens': 'Admission ticket',
    'notice.exam_tomorrow': 'Exam tomorrow',
    'log.title': 'What happened',
    'log.detail': 'Details',
    'clock.hour': '+1 hour',
    'clock.day': '+1 day',
    'clock.minutes': '+10 min',
    'clock.next': 'Push to…',
    'clock.pushing': 'Pushing the clock…',
    'office.tickets': 'Import',
    'backstage.title': 'Backstage',
    'office.tickets_why': 'The office issues tickets',
    'office.imported': 'Tickets imported: {n}',
    'office.nobody': 'Nobody has paid yet, so there is no ticket to import',
    'milestone.window_closes': '1 h before the window closes',
    'milestone.window_closed': 'Window closes',
    'milestone.review_ends': 'Review ends',
    'milestone.payment_soon': '1 h before payment is due',
    'milestone.payment_ends': 'Payment due',
    'milestone.ticket_from': 'Tickets open',
    'milestone.exam': 'Exam day',
    'server.up': 'Server up',
    'server.down': 'Power cut',
    'server.starting': 'Starting…',
    'server.kill': 'Cut the power',
    'server.start': 'Start again',
    'web.title': 'Web page',
    'web.large': 'Open in a new window',
    'mini.title': 'Mini program',
    'mini.starting': 'Opening the mini program…',
    'mini.failed': 'The mini program has no such page',
    close: 'Close',
    'pay.notice': 'Next payment notice',
    'pay.notice.normal': 'At once',
    'pay.notice.late': '1 minute late',
    'pay.notice.twice': 'Twice',
    'pay.notice.lost': 'Lost',
  },
};

const languageListeners = new Set();

/** Hears that the visitor chose the other language. */
export function onLanguage(listener) {
  languageListeners.add(listener);
}

let language = localStorage.getItem('demo.language') === 'en' ? 'en' : 'zh';
tellPhones();

/** Phones ask for pages in the language that is chosen here. */
function tellPhones() {
  document.cookie = `demo_language=${language}; Path=/; SameSite=Strict`;
}

export function lang() {
  return language;
}

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('demo.language', language);
  tellPhones();
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const listener of languageListeners) listener();
}

export function t(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** A text that comes in both languages. */
export function both(text) {
  return typeof text === 'string' ? text : (text?.[language] ?? '');
}

const formats = {};
function format(kind, options) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const key = `${locale}/${kind}`;
  formats[key] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    hourCycle: 'h23',
    ...options,
  });
  return formats[key];
}

export const time = {
  minute: (at) => format('minute', { hour: '2-digit', minute: '2-digit' }).format(at),
  second: (at) => format('second', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at),
  day: (at) => format('day', { month: 'short', day: 'numeric', weekday: 'short' }).format(at),
  /** As short as it is clear: without the day while that is today's. */
  near: (at, now) =>
    time.day(at) === time.day(now) ? time.minute(at) : `${time.day(at)} ${time.minute(at)}`,
  full: (at) =>
    format('full', {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at),
};
