import { fold, foldPolite } from './normalize';

/** Words that work at every step, whatever is asked. */
export type Command =
  | 'help'
  | 'status'
  | 'back'
  | 'edit'
  | 'restart'
  | 'person'
  | 'english'
  | 'chinese'
  | 'delete'
  | 'submit'
  | 'pay'
  | 'photo'
  | 'ticket'
  | 'summary'
  | 'next'
  | 'discard'
  | 'withdraw'
  | 'previous_page';

const WORDS: Record<Command, string> = {
  help: '帮助|菜单|help|menu|?|？|你能做什么',
  status: '进度|状态|查进度|我的进度|查状态|我的报名|报名进度|status|progress|mystatus|checkmystatus',
  back: '上一步|返回|返回上一步|退回上一步|back|goback|previous|previousstep',
  edit: '改|修改|更改|改信息|修改信息|我要改|改一下|更正|edit|change|editinfo|editmyinfo|changesomething',
  restart: '重来|重新来|重新开始|从头来|全部重来|清空|restart|startover|reset|clear',
  person:
    '人工|转人工|人工客服|人工服务|找人工|真人|找真人|客服|agent|human|person|talktoahuman|talktoaperson|operator',
  english: 'english|en|英文|英语|switchtoenglish',
  chinese: '中文|chinese|zh|汉语|简体|切换中文',
  delete:
    '删除报考信息|删除报名|删除|取消报名|deletemyregistration|deleteregistration|delete|cancelregistration',
  submit: '提交信息审核|提交审核|提交|重新提交|重新提交审核|submit|submitforreview|resubmit',
  pay: '去支付|支付|缴费|交费|付款|付钱|交钱|pay|paynow|gotopayment|payment',
  photo: '照片|传照片|上传照片|换照片|改照片|photo|uploadphoto|changephoto',
  ticket: '准考证|打准考证|打印准考证|ticket|admissionticket|printticket',
  summary: '核对|查看信息|核对信息|我的信息|summary|review|myinformation|checkmyanswers',
  next: '继续|下一步|开始|开始报名|我要报名|next|continue|start|startregistration|goon',
  discard: '放弃修改|不改了|取消修改|discard|discardchanges|dropthechange|dropchanges',
  withdraw: '撤回同意|撤销同意|withdrawconsent|withdraw',
  previous_page: '上一页|前一页|previouspage',
};

const COMMANDS = new Map<string, Command>(
  Object.entries(WORDS).flatMap(([command, words]) =>
    words.split('|').map((word): [string, Command] => [fold(word) || word, command as Command]),
  ),
);

/** The command a text is, word for word apart from courtesy; null for anything more or less. */
export function commandIn(raw: string): Command | null {
  const text = raw.trim();
  return COMMANDS.get(fold(text) || text) ?? COMMANDS.get(foldPolite(text)) ?? null;
}

const EDIT_ZH =
  /^(?:我想|我要|帮我|请|想)?(?:要)?(?:改|修改|更改|更正|重填|换|换个|换一下|改一下)(?:一下|下)?(?:我的)?(.{1,12})$/u;
const EDIT_EN = /^(?:i want to |please )?(?:change|edit|correct|fix)\s+(?:my |the )?(.{2,30})$/iu;

/** What is to be changed, in the candidate's words: 改手机号, change my phone. */
export function editTarget(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！]+$/u, '');
  return (EDIT_ZH.exec(text) ?? EDIT_EN.exec(text))?.[1]?.trim() ?? null;
}

/** Words people use for a field besides its label. */
export const FIELD_WORDS: Readonly<Record<string, string>> = {
  documentType: '证件类型|证件|document type|id type',
  documentNumber:
    '证件号码|证件号|身份证|身份证号|身份证号码|护照号|document number|id number|id|passport number',
  sex: '性别|sex|gender',
  birthDate: '出生日期|生日|birth date|date of birth|birthday',
  name: '姓名|名字|name',
  ethnicity: '民族|ethnicity',
  nationality: '国籍|nationality',
  occupation: '职业|occupation|job',
  education: '文化程度|学历|education',
  trainingType: '培训类型|training',
  mobile: '联系电话|手机|手机号|电话|手机号码|phone|mobile|phone number',
  email: '电子邮箱|邮箱|邮件|e-mail|email',
  address: '通讯地址|地址|address',
  postcode: '邮编|邮政编码|postcode|zip',
  student: '在校|是否在校生|在校生|student',
  school: '学校|school|university',
  faculty: '院系|学院|faculty',
  major: '专业|major',
  grade: '年级|grade',
  className: '班级|class',
  studentNumber: '学号|student number',
  siteCode: '考点|报考考点|site|test site',
  subjects: '科目|报考科目|科|subject|subjects',
  photo: '照片|相片|photo|picture',
};

const FIELD_BY_WORD = new Map<string, string>(
  Object.entries(FIELD_WORDS).flatMap(([field, words]) =>
    words.split('|').map((word): [string, string] => [fold(word), field]),
  ),
);

/** The field a word names, or null. */
export function fieldNamed(word: string): string | null {
  return FIELD_BY_WORD.get(fold(word)) ?? FIELD_BY_WORD.get(foldPolite(word)) ?? null;
}
