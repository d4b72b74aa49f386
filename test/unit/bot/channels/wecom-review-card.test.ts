import fc from 'fast-check';
import {
  CARD_LIMITS,
  readCardPress,
  writeReviewCard,
  type ReviewCardView,
} from '../../../../bot/channels/wecom-review-card';
import { checkCard } from '../../../platform/wecom/card-rules';

const CAPTIONS = {
  reasonTitle: '原因',
  noReason: '请选择原因',
  open: '打开',
  approve: '通过',
  reject: '不通过',
};
const VIEW: ReviewCardView = {
  title: '报名待审核',
  subtitle: '某考点',
  note: '请先打开',
  rows: [{ label: '考生', value: '王*' }],
  url: 'https://ncre.example.edu.cn/staff/reviews/1',
  act: {
    kind: 'decide',
    taskId: 'review-1',
    reasons: [{ code: 'photo', label: '照片不合格' }],
    captions: CAPTIONS,
  },
};

describe('writeReviewCard', () => {
  it('keeps within the platform’s limits whatever it is given', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 400 });
    const some = words.map((text) => text.trim() || '字');
    const reasons = fc
      .uniqueArray(fc.stringMatching(/^[a-z_]{3,40}$/), { minLength: 0, maxLength: 30 })
      .map((codes) => codes.map((code) => ({ code, label: `原因${code}` })));
    const rows = fc.array(fc.record({ label: fc.constant('标签'), value: words }), { maxLength: 12 });
    fc.assert(
      fc.property(some, words, rows, reasons, (title, note, allRows, allReasons) => {
        const act = { kind: 'decide' as const, taskId: 'review-1', reasons: allReasons, captions: CAPTIONS };
        const card = writeReviewCard({ ...VIEW, title, note, rows: allRows, act });
        expect(() => checkCard(card)).not.toThrow();
        expect((card['horizontal_content_list'] as unknown[]).length).toBeLessThanOrEqual(CARD_LIMITS.rows);
      }),
    );
  });

  it('begins the drop-down with an entry without meaning, and selects it', () => {
    expect(writeReviewCard(VIEW)).toMatchObject({
      button_selection: {
        option_list: [{ id: 'none', text: '请选择原因' }, { id: 'photo' }],
        selected_id: 'none',
      },
    });
  });

  it('leaves one grey caption and no drop-down on a card that is over', () => {
    const card = writeReviewCard({ ...VIEW, act: { kind: 'closed', caption: '审核通过 · 李老师' } });
    expect(card).toMatchObject({ replace_text: '审核通过 · 李老师' });
    expect(card['button_selection']).toBeUndefined();
    expect(card.task_id).toBeUndefined();
    expect(() => checkCard(card)).not.toThrow();
  });
});

describe('readCardPress', () => {
  const event = (inner: string) =>
    `<xml><MsgType>event</MsgType><Event>template_card_event</Event><FromUserName><![CDATA[LiNa]]></FromUserName>` +
    `<EventKey>reject</EventKey><TaskId>review-1</TaskId><ResponseCode>rc</ResponseCode>${inner}</xml>`;
  const item = (question: string, option: string) =>
    `<SelectedItem><QuestionKey>${question}</QuestionKey><OptionIds><OptionId>${option}</OptionId></OptionIds></SelectedItem>`;

  it('reads presser, card, button and reason, with one item or several', () => {
    const press = { userid: 'lina', taskId: 'review-1', key: 'reject', responseCode: 'rc' };
    const one = event(`<SelectedItems>${item('reason', 'photo')}</SelectedItems>`);
    expect(readCardPress(one)).toEqual({ ...press, reasonCode: 'photo' });
    const two = event(`<SelectedItems>${item('other', 'x')}${item('reason', 'photo')}</SelectedItems>`);
    expect(readCardPress(two)).toEqual({ ...press, reasonCode: 'photo' });
    expect(readCardPress(event(''))).toEqual({ ...press, reasonCode: null });
    const placeholder = event(`<SelectedItems>${item('reason', 'none')}</SelectedItems>`);
    expect(readCardPress(placeholder)).toEqual({ ...press, reasonCode: null });
  });

  it.each([
    ['another event', '<xml><Event>enter_agent</Event><FromUserName>a</FromUserName></xml>'],
    ['no presser', '<xml><Event>template_card_event</Event><TaskId>t</TaskId></xml>'],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${event('')}`],
    ['no XML', 'not xml <'],
    ['nothing', ''],
  ])('answers null for %s', (_what, xml) => {
    expect(readCardPress(xml)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readCardPress(event(text))));
    fc.assert(fc.property(fc.string(), (text) => void readCardPress(text)));
  });
});
