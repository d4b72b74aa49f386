import { PhotoStoreError } from '../../server/use-cases/ports/photos';
import { personaOf } from '../platform/hands/particulars';
import { createRegistrant, type Registrant } from '../platform/hands/registrant';
import { idPicture } from '../support/pictures';
import { startStage, type Stage } from '../support/stage';

describe('A chat in which something fails', () => {
  let stage: Stage;
  let person: Registrant;
  beforeEach(async () => {
    stage = await startStage({ settings: { LOG_LEVEL: 'silent' } });
    const candidate = stage.platform.candidate({ nickname: '赵试甲' });
    const particulars = personaOf(0, await idPicture());
    person = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
    await candidate.entersChat();
    await stage.settle();
    await person.goesOnUntil('consent');
    candidate.newMessages();
  });
  afterEach(() => stage.stop());

  const MEDIA = '/cgi-bin/media/get';
  const heard = () => person.candidate.newMessages().map(({ text, menu }) => text ?? JSON.stringify(menu));
  const storedPhotos = async () => {
    const ids: string[] = [];
    for await (const { id } of stage.app.context.photoStore.list()) ids.push(id);
    return ids;
  };

  it('answers a picture that WeCom no longer has, and every message after it', async () => {
    stage.platform.fail({ path: MEDIA, how: { errcode: 40007 }, times: Infinity });
    await person.candidate.sendsImage(await idPicture());
    await stage.settle();
    expect(heard()).not.toEqual([]);

    await person.says('进度');
    expect(heard()).not.toEqual([]);
    expect(await stage.app.queue.stats(stage.clock.at)).toMatchObject({ parked: 0 });
  });

  it('answers a picture that is larger than anything it fetches', async () => {
    await person.candidate.sendsImage(Buffer.alloc(15 * 1024 * 1024 + 1, 0xff));
    await stage.settle();
    expect(heard()).not.toEqual([]);
  });

  it('goes on without a message that makes it fail again and again, with an alarm', async () => {
    const { wecom } = stage.app.context;
    const mediaGet = jest.spyOn(wecom, 'mediaGet').mockRejectedValue(new Error('a fault of ours'));
    await person.candidate.sendsImage(await idPicture());
    await person.candidate.types('进度');
    await stage.settle();
    expect(heard()).toEqual([]);

    for (let minute = 0; minute < 10; minute += 1) await stage.push(60_000);
    expect(mediaGet).toHaveBeenCalled();
    expect(heard()).not.toEqual([]);
  });

  it('keeps no file of a picture that nobody asked for (PR5)', async () => {
    await person.candidate.sendsImage(await idPicture());
    await stage.settle();
    expect(heard()).not.toEqual([]);
    expect(await storedPhotos()).toEqual([]);
  });

  it('says that it cannot take the picture now while the photo folder is full', async () => {
    const { photoStore } = stage.app.context;
    jest.spyOn(photoStore, 'save').mockRejectedValue(new PhotoStoreError('STORAGE_FULL'));
    await person.candidate.sendsImage(await idPicture());
    await stage.settle();
    expect(heard()).not.toEqual([]);
    await person.says('进度');
    expect(heard()).not.toEqual([]);
  });

  it('speaks again when the platform gave a conversation up without a word (promises 6 and 12)', async () => {
    await person.says('人工');
    await stage.push(2_000);
    expect(person.candidate.chat.state).toBe(2);
    heard();
    await person.says('进度');
    expect(heard()).toEqual([]);

    // Nobody took it from the pool: after 48 hours the platform ends it, and no event says so.
    for (let hour = 0; hour < 49; hour += 1) await stage.push(3_600_000);
    heard();
    await person.says('进度');
    expect(heard()).not.toEqual([]);
  });

  it('speaks again when the word that a person has ended was lost', async () => {
    await person.says('人工');
    await stage.push(2_000);
    await stage.servicer.takes(person.candidate);
    await stage.settle();
    heard();
    person.candidate.chat.state = 4;
    await stage.push(31 * 60_000);
    await person.says('进度');
    expect(heard()).not.toEqual([]);
    const { context } = stage.app;
    const chat = await context.unitOfWork.read((tx) => tx.chats.find(person.candidate.externalUserid));
    expect(await context.unitOfWork.read((tx) => tx.handoffs.openOf(chat!.accountId))).toBeNull();
  });
});
