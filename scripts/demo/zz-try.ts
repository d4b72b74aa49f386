import { drawnPhotos } from '../../test/platform/hands/drawn-photos';
import { createRegistrant, tailOf } from '../../test/platform/hands/registrant';
import { startStack } from './stack';
async function main() {
  const s = await startStack({});
  const c = s.platform.candidate({ nickname: '甲' });
  const photo = (await drawnPhotos())[0]!.bytes;
  const r = createRegistrant({
    candidate: c,
    settle: s.settle,
    particulars: {
      email: 'lin@example.com',
      mobile: '13800138000',
      photo,
      fields: {
        documentType: '居民身份证',
        documentNumber: '359999200503150016',
        name: '王小明',
        ethnicity: '汉族',
        occupation: '学生',
        education: '本科',
        trainingType: '自学',
        address: '福建省厦门市示例路1号',
        student: '否',
        siteCode: '359202',
        subjects: '65',
      },
    },
  });
  await c.entersChat();
  await s.settle();
  console.log(c.messages().length);
  try {
    await r.goesOnUntil('submit');
  } catch (e) {
    console.log(String(e));
  }
  console.log(tailOf(c, 14));
  console.log(
    s.server
      .log()
      .split('\n')
      .filter((l) => !/callback.stored|http.request/.test(l))
      .join('\n')
      .slice(-4000),
  );
  await s.stop();
}
main().catch((e) => {
  console.error(e);
  process.exit(1);
});
