import { startProduct, type Product } from '../../support/product';

describe('The customer-service chat', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.stop());

  it('welcomes whoever enters, once', async () => {
    const wang = product.platform.candidate({ nickname: '王小明' });
    await wang.entersChat();
    await product.settle();
    const [welcome, ...more] = wang.newMessages();
    expect(more).toEqual([]);
    expect(welcome?.menu ?? welcome?.text).toBeTruthy();
  });

  it('answers a typed word', async () => {
    const li = product.platform.candidate({ nickname: '李小红' });
    await li.entersChat();
    await product.settle();
    li.newMessages();
    await li.types('报名');
    await product.settle();
    expect(li.newMessages().length).toBeGreaterThan(0);
  });
});
