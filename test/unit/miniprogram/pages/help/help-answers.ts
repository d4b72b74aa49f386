import type { Contact, HelpAnswer } from '../../../../../miniprogram/services/help';
import { NOW } from '../../../../support/miniprogram-answers';

/** A few questions as the server answers them, in Chinese. */
export const HELP_ANSWERS: HelpAnswer[] = [
  {
    id: 'photo.requirements',
    topic: 'photo',
    question: '照片有什么要求？',
    answer: '近期白底正面免冠彩色证件照。',
    phrases: ['照片有什么要求？', 'What must the photo look like?', '证件照要求'],
  },
  {
    id: 'photo.background',
    topic: 'photo',
    question: '蓝底照片可以吗？',
    answer: '请用浅色背景的照片。',
    phrases: ['蓝底照片可以吗？', 'Is a blue background fine?', '蓝色背景的照片'],
  },
  {
    id: 'review.how_long',
    topic: 'review',
    question: '审核要多久？',
    answer: '一般当天有结果。',
    phrases: ['审核要多久？', 'How long does review take?', '审核几天'],
  },
  {
    id: 'pay.refund',
    topic: 'payment',
    question: '可以退费吗？',
    answer: '缴费后一般不退。',
    phrases: ['可以退费吗？', 'Can I get a refund?', 'money back'],
  },
];

export function aContact(change: Partial<Contact> = {}): Contact {
  return {
    office: {
      province: { zh: '福建', en: 'Fujian' },
      hotline: { zh: '考试热线 0591-8888888', en: 'Exam hotline 0591-8888888' },
      hours: { zh: '周一至周五 9:00–17:30', en: 'Mon to Fri 9:00–17:30' },
      links: {
        registration: 'https://ncre-bm.neea.edu.cn',
        province: 'https://www.eeafj.cn',
        other: 'https://a.cn',
      },
    },
    chat: { url: 'https://work.weixin.qq.com/kfid/kfc1?enc_scene=anybody', corpId: 'corp' },
    serverTime: NOW,
    ...change,
  };
}
