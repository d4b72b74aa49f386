/** Texts of mails, subscription messages and notes to the support desk; zh-CN is the source. */
export const messagesZhCn = {
  'mail.verify_email.subject': '请确认您的邮箱',
  'mail.verify_email.text':
    '您正在用这个邮箱注册报考账号。\n\n打开下面的链接并按“确认”：\n{{link}}\n\n如果在小程序里填写，验证码是 {{code}}（10分钟内有效）。\n链接在{{expiresAt}}前有效。不是您本人操作，请不用理会。请不要把链接和验证码告诉别人。',
  'mail.verify_mobile.subject': '请确认您的手机号',
  'mail.verify_mobile.text':
    '打开下面的链接并按“确认”：\n{{link}}\n\n验证码是 {{code}}。链接在{{expiresAt}}前有效。',
  'mail.login.subject': '登录您的报考账号',
  'mail.login.text':
    '这个邮箱注册过报考账号，不用再注册。\n\n打开下面的链接并按“确认”，就会登录这个账号：\n{{link}}\n\n如果在小程序里填写，验证码是 {{code}}（10分钟内有效）。\n链接在{{expiresAt}}前有效。不是您本人操作，请不用理会，账号不会有任何变化。',
  'mail.guardian_consent.subject': '请您作为监护人确认',
  'mail.guardian_consent.text':
    '请打开下面的链接，阅读说明后选择同意或不同意：\n{{link}}\n链接在{{expiresAt}}前有效。',
  'mail.account_rebound.subject': '您的报考账号绑定了新的微信',
  'mail.account_rebound.text':
    '您的报考账号在{{at}}绑定了新的微信。如果是您本人操作，不用做什么；如果不是，请马上用邮箱或手机号登录账号并联系人工。',
  'mail.confirm_identity.subject': '请确认是您本人',
  'mail.confirm_identity.text':
    '有人在小程序里要导出您的个人信息，或注销您的报考账号。\n\n如果是您本人，验证码是 {{code}}（10分钟内有效）。\n不是您本人操作，请不用理会，也不要把验证码告诉别人。',
  'mail.account_deleted.subject': '您的报考账号已注销',
  'mail.account_deleted.text':
    '您的报考账号已经注销，账号和没有缴费的报名信息已删除。{{kept}}同意记录作为凭证保存三年，随后删除。\n\n以后要报名，用同一个邮箱和手机号重新注册即可。不是您本人操作，请尽快联系客服。',
  'mail.account_deleted.kept': '已缴费的报名依规定保留到{{at}}，之后自动删除，期间不作他用。',
  'mail.notice_subject': '{{sitting}}报名提醒',
  'mail.staff_invitation.subject': '请设置报考审核账号的密码',
  'mail.staff_invitation.text':
    '您已被加入考点的报考审核人员名单。\n\n请在{{expiresAt}}前打开下面的链接，设置密码和二次验证（需要一个手机验证器应用）：\n{{link}}\n\n链接只能用一次，请不要转发。您不负责审核，请不用理会。',
  'mail.staff_password.subject': '重新设置报考审核账号的密码',
  'mail.staff_password.text':
    '有人申请重新设置您的审核账号密码。\n\n如果是您本人，请在{{expiresAt}}前打开下面的链接：\n{{link}}\n\n链接只能用一次，还需要您的二次验证码。不是您本人操作，请不用理会，密码不会变化。',
  'mail.staff_access.subject': '您的报考助手工作账号有变更',
  'staff_access.second_factor_enrolled': '您的报考助手工作账号设置了新的二次验证。',
  'staff_access.second_factor_reset':
    '您的报考助手工作账号的二次验证已被重置，所有登录已退出。下次登录后请重新设置：{{link}}',
  'staff_access.second_factor_locked':
    '您的报考助手工作账号连续5次输错二次验证的验证码，15分钟内不再接受验证码。',
  'staff_access.password_set': '您的报考助手工作账号设置了新密码，之前的登录已全部退出。',
  'staff_access.password_and_factor_set': '您的报考助手工作账号设置了密码和二次验证。',
  'staff_access.rights_changed': '您在报考助手的角色或负责的考点有变更，现在的情况见：{{link}}',
  'staff_access.rights_ended': '您在报考助手的工作权限已结束，不能再登录。',
  'staff_access.when': '时间：{{at}}；操作：{{by}}。',
  'staff_access.by.self': '用您的账号',
  'staff_access.by.administrator': '管理员{{name}}',
  'staff_access.by.import': '管理员导入名单',
  'staff_access.not_me':
    '如果不是您本人，或者您不知道原因，请马上联系本单位的报考助手管理员，结束您的所有登录并重置二次验证。',
  'staff_access.ask': '如有疑问，请联系本单位的报考助手管理员。',
  'mail.staff_reminder.subject': '报考审核提醒',
  'note.open_to_see': '点开查看详情和下一步',
  'note.answer': '客服回复了您，点开查看',
  'note.delay': '抱歉，人工回复推迟，点开查看',
  'mail.delay.subject': '抱歉，人工回复推迟了',
  'note.proposal': '客服建议的修改等您确认，点开查看',
  'support.called': '有考生需要人工：{{trigger}}。请在{{due}}前回复。',
  'notice.called.second_rejection':
    '我们已请工作人员查看您的材料，会在这里或通过邮件联系您；也可以随时回复“人工”。',
  'notice.called.deadline': '截止时间临近，我们已请工作人员来帮您；也可以随时回复“人工”。',
  'support.given': '有考生的会话转给您了：{{trigger}}。请在{{due}}前回复：{{link}}',
  'support.idle': '考生已等您回复 {{minutes}} 分钟。请尽快回复，否则会话会转给同事：{{link}}',
  'support.silent': '考生一天没有回复您了。问题解决了请结束会话并选结果，否则它会在{{due}}自行结束：{{link}}',
  'support.tickets': '客服时间已开始，有 {{n}} 位考生在等待：{{link}}',
  'support.requeued_queued':
    '刚才的客服已离开。您的排队位置已保留，{{due}}前会有人回复；也可以先在小程序里自己办理。',
  'support.requeued_ticket':
    '刚才的客服已离开，现在没有客服在线。您的问题已记下，{{due}}前会有人回复；也可以先在小程序里自己办理。',
  'support.overdue': '有考生等人工已超过承诺时间：{{trigger}}。承诺时间：{{due}}。请马上接待。',
  'support.overdue_renewed':
    '有考生等人工已超过承诺时间 {{n}} 次：{{trigger}}。已向考生道歉，改约{{due}}前回复。请马上接待。',
  'support.not_delivered': '您发给考生的消息没有送达。请打开会话，换一种方式发送：{{link}}',
  'proposal.answered.confirmed': '考生同意了修改建议：{{link}}',
  'proposal.answered.declined': '考生选择不改，原来的信息不变：{{link}}',
  'proposal.answered.failed':
    '考生答复了修改建议，但没有成功，信息没有改。请打开会话查看，并告诉考生：{{link}}',
  'proposal.answered.late':
    '考生点了已结束的修改建议，这次点击没有改动任何信息。请打开会话查看，并告诉考生：{{link}}',
  'mail.support_answer.subject': '客服回复了您的问题',
  'mail.support_answer.text':
    '您好，客服的回复如下：\n\n{{text}}\n\n请不要回复这封邮件。如需继续沟通，请打开报考助手小程序的聊天或微信客服。',
  'mail.support_answer.look':
    '您好，客服已经在报考助手小程序的聊天里回复您，请打开小程序查看。请不要回复这封邮件。',
  'mail.proposal.subject': '有一处报名信息修改等您确认',
  'mail.proposal.look':
    '您好，客服建议修改您的报名信息，您同意之前不会有任何改动。请在 {{at}} 前打开报考助手小程序，在首页点“去查看”。请不要回复这封邮件。',
  'mail.proposal.link':
    '您好，客服建议修改您的报名信息，您同意之前不会有任何改动。请在 {{at}} 前打开下面的链接查看并确认：\n\n{{url}}\n\n请不要回复或转发这封邮件。',
  'handoff.trigger.asked': '考生要求人工',
  'handoff.trigger.misses': '助手几次没听懂',
  'handoff.trigger.payment_trouble': '缴费问题',
  'handoff.trigger.second_rejection': '再次审核不通过',
  'handoff.trigger.deadline': '截止前卡住了',
  'handoff.trigger.complaint': '投诉',
  'handoff.trigger.guardian': '监护人同意问题',
  'handoff.trigger.staff': '工作人员查找后处理',
} as const;

export type MessageKey = keyof typeof messagesZhCn;
