/** Something to know before going on: `info`, `warning`, or `error` which is read out at once. */
Component({
  properties: {
    tone: { type: String, value: 'info' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
  },
});
