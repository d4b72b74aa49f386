/* global ww */
'use strict';

// The sidebar beside a customer-service chat: asks WeCom's client whose chat is open, shows what we know of them, and puts
// words into the chat. Every sentence stands in the page; this only shows it.

(() => {
  const shell = document.getElementById('sidebar');
  const place = document.getElementById('customer');
  const { corpId, agentId, csrf } = shell.dataset;
  /** The only place from which the client lets words into a customer-service chat. */
  const ENTRY = 'single_kf_tools';
  const CALLS = ['getContext', 'getCurExternalContact', 'sendChatMessage'];
  const PATIENCE_MS = 10_000;
  /** No answer came. Words that were given to the client may have been sent all the same. */
  const LATE = 'late';
  const TOLD_MS = 4_000;
  /** Whose the part is that is shown; nobody's while nothing is shown. It changes with the part alone. */
  let customer = '';
  /** Whose part was asked for last. */
  let wanted = '';
  let isBusy = false;
  let told = 0;

  function say(name) {
    for (const one of shell.querySelectorAll('[data-say]')) one.hidden = one.dataset.say !== name;
  }

  function tell(name) {
    for (const one of shell.querySelectorAll('[data-told]')) one.hidden = one.dataset.told !== name;
    clearTimeout(told);
    if (name === 'sent') told = setTimeout(() => tell(''), TOLD_MS);
  }

  /** Why there is nobody to show, as one of the page's sections is called. */
  class Trouble extends Error {
    constructor(name) {
      super(name);
      this.trouble = name;
    }
  }

  /** Posts a form of ours. The client's name of the customer is in no address. */
  async function post(path, fields) {
    const body = new URLSearchParams({ csrf, ...fields });
    const answer = await fetch(location.pathname + path, { method: 'POST', body, redirect: 'error' }).catch(
      () => null,
    );
    if (answer === null) throw new Trouble('busy');
    if (answer.status === 401) throw new Trouble('signed_out');
    return answer;
  }

  async function signature(identity, url) {
    const answer = await post('/signature', { identity, url });
    if (answer.status >= 500 || answer.status === 429) throw new Trouble('busy');
    if (!answer.ok) throw new Trouble('refused');
    return answer.json();
  }

  /** The client's answer, or a trouble: it may also never answer. */
  async function asked(call) {
    const late = new Promise((_resolve, reject) => {
      setTimeout(() => reject(new Trouble(LATE)), PATIENCE_MS);
    });
    try {
      return await Promise.race([call, late]);
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble(troubleOf(String(error?.errMsg)));
    }
  }

  function troubleOf(said) {
    if (/^(agentConfig|config|preVerifyJSAPI):/i.test(said)) return 'refused';
    if (said.includes('permission')) return 'no_permission';
    return said.includes('without context') ? 'elsewhere' : 'busy';
  }

  async function whoIsThere() {
    if (!/wxwork\//i.test(navigator.userAgent)) throw new Trouble('outside');
    ww.register({
      corpId,
      agentId,
      jsApiList: CALLS,
      getConfigSignature: (url) => signature('corp', url),
      getAgentConfigSignature: (url) => signature('app', url),
    });
    const { entry } = await asked(ww.getContext());
    if (entry !== ENTRY) throw new Trouble('elsewhere');
    return present();
  }

  /** Whose chat is open at this instant. */
  async function present() {
    const { userId } = await asked(ww.getCurExternalContact());
    return userId;
  }

  /** What was typed for one person never stands beside another: their part goes before the next one comes. */
  async function show(whose) {
    wanted = whose;
    if (whose !== customer) {
      empty();
      say('asking');
    }
    const answer = await post('', { customer: whose });
    if (!answer.ok) throw new Trouble('busy');
    const markup = await answer.text();
    if (whose !== wanted) return;
    customer = whose;
    // Our own markup, escaped where it was made.
    place.innerHTML = markup;
    say('');
  }

  function empty() {
    customer = '';
    place.replaceChildren();
  }

  function showTrouble(error) {
    empty();
    say(error instanceof Trouble && error.trouble !== LATE ? error.trouble : 'busy');
  }

  /** Shows another customer, or why they are not shown. */
  async function turnTo(whose) {
    try {
      await show(whose);
    } catch (error) {
      if (whose === wanted) showTrouble(error);
      throw error;
    }
  }

  async function begin() {
    say('asking');
    try {
      await show(await whoIsThere());
    } catch (error) {
      showTrouble(error);
    }
  }

  /** Asks for the words, which are judged once more, and has the client send them. */
  async function send(fields, part) {
    if (isBusy) return false;
    isBusy = true;
    const whose = customer;
    let isGiven = false;
    tell('');
    warn(part, '');
    try {
      const answer = await post('/words', { customer: whose, ...fields });
      const words = await answer.json().catch(() => ({}));
      if (whose !== customer) {
        tell('another');
        return false;
      }
      if (typeof words.text === 'string') {
        if (!(await isStillTheirs(whose))) {
          tell('another');
          return false;
        }
        isGiven = true;
        await asked(ww.sendChatMessage({ msgtype: 'text', text: { content: words.text } }));
        tell('sent');
        return true;
      }
      if (words.alert) warn(words.askSure ? edited(fields) : part, words.alert, words.askSure);
      else await show(whose);
    } catch (error) {
      if (error.trouble === 'signed_out') say('signed_out');
      else tell(isGiven && error.trouble === LATE ? 'unsure' : 'not_sent');
    } finally {
      isBusy = false;
    }
    return false;
  }

  /** A client may keep the sidebar while its owner turns to another chat: words for one person never go to another. */
  async function isStillTheirs(whose) {
    const now = await present();
    if (now !== wanted) await turnTo(now);
    return now === whose && now === customer;
  }

  /** The form in which words can be changed and sent on purpose; a prepared answer is put into it. */
  function edited({ answer }) {
    const form = place.querySelector('#own-words');
    const chosen = answer && place.querySelector(`[data-answer="${CSS.escape(answer)}"]`);
    if (chosen) change(chosen.closest('li').querySelector('[data-change]').dataset.change);
    return form;
  }

  function change(text) {
    const field = place.querySelector('#own-words textarea');
    field.value = text;
    field.focus();
  }

  function warn(part, text, askSure = false) {
    const alert = part.querySelector('[data-alert]');
    if (alert) {
      alert.textContent = text;
      alert.hidden = text === '';
    }
    const sure = part.querySelector('[data-sure]');
    if (!sure) return;
    sure.hidden = !askSure;
    if (!askSure) sure.querySelector('input').checked = false;
  }

  place.addEventListener('click', (event) => {
    const button = event.target.closest('button[type=button]');
    if (!button) return;
    const { answer, change: text } = button.dataset;
    if (answer !== undefined) void send({ answer }, button.closest('section'));
    if (text !== undefined) change(text);
    if ('refresh' in button.dataset) void begin();
  });

  place.addEventListener('submit', (event) => {
    const form = event.target;
    if (!('send' in form.dataset)) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    void send(fields, form).then((isSent) => {
      if (isSent) form.reset();
    });
  });

  // Back from another chat, or from another window.
  window.addEventListener('focus', () => {
    if (wanted !== '' && !isBusy) void isStillTheirs(wanted).catch(() => undefined);
  });

  void begin();
})();
