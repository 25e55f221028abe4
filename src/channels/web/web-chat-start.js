// Starts Web Chat in `/chat?client=webchat`. Sent to browsers as it is: Web Chat is the build.
(() => {
  const { WebChat } = window;
  const script = document.currentScript;
  const server = script.src.replace(/\/chat\b.*$/, '');
  const source = script.getAttribute('data-source');
  // The widget's own key: whoever changes from one to the other stays in their conversation.
  const key = `tro-ly-vn:${server}:session`;
  const { ExpiredToken, FailedToConnect, Ended } = {
    ExpiredToken: 3,
    FailedToConnect: 4,
    Ended: 5,
  };
  const RETRY_MS = 5000;

  /** What an earlier visit left; nothing where that cannot be read, as in some frames. */
  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function remember(session) {
    try {
      if (session === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(session));
    } catch {
      // Then a reload begins anew.
    }
  }

  /** A token: for the conversation of an earlier visit if that can go on, else for a new one. */
  async function token({ conversationId, token: old }) {
    const response = await fetch(`${server}/chat/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ conversationId, token: old }),
      credentials: 'omit',
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  }

  async function open() {
    const earlier = remembered();
    const { conversationId, token: fresh, expires_in: seconds } = await token(earlier);
    const goesOn = conversationId === earlier.conversationId;
    const directLine = WebChat.createDirectLine({
      domain: `${server}/v3/directline`,
      token: fresh,
      ...(goesOn && { conversationId, watermark: '0' }),
    });
    directLine.connectionStatus$.subscribe((status) => {
      const isOver = goesOn && (status === FailedToConnect || status === Ended);
      if (isOver) remember(undefined);
      // A phone that slept longer than its token lived; the reload gets a new one.
      if (isOver || status === ExpiredToken) location.reload();
    });
    const session = { conversationId, token: fresh, expiresAt: Date.now() + seconds * 1000 };
    const store = WebChat.createStore({}, ({ dispatch }) => (next) => (action) => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && !goesOn) {
        const value = source === null ? {} : { source };
        dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'start', value } });
      }
      if (action.type === 'DIRECT_LINE/POST_ACTIVITY_FULFILLED' && !goesOn) remember(session);
      return next(action);
    });
    const element = document.getElementById('webchat');
    element.textContent = '';
    WebChat.renderWebChat(
      {
        directLine,
        store,
        locale: 'vi-VN',
        nonce: script.nonce || script.getAttribute('nonce'),
        styleOptions: {
          // Pictures and files are not looked at.
          hideUploadButton: true,
          // Choices are sentences: one under another, whole.
          suggestedActionLayout: 'stacked',
          suggestedActionsStackedLayoutButtonTextWrap: true,
          rootHeight: '100%',
          rootWidth: '100%',
          primaryFont: 'system-ui, sans-serif',
        },
      },
      element,
    );
  }

  function start() {
    open().catch(() => setTimeout(start, RETRY_MS));
  }

  start();
})();
