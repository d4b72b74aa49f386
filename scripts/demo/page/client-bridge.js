// Plays WeCom's client to the sidebar that is shown inside this page: the server of the demo knows whose chat is open, checks the
// signatures and sends.
(() => {
  const [, staff] = /^\/as\/([\w-]+)\//.exec(window.location.pathname) ?? [];
  const userAgent = `${navigator.userAgent} wxwork/4.1.36`;
  Object.defineProperty(navigator, 'userAgent', { value: userAgent });
  const invoke = async (name, params, done) => {
    const body = JSON.stringify({ staff, name, params });
    const answer = await fetch('/demo/do/client', { method: 'POST', body });
    done(await answer.json());
  };
  window.WeixinJSBridge = { on: () => undefined, invoke };
})();
