/** A line to type in and its button. What is typed lives here, so that the conversation is not drawn for each letter. */
Component({
  properties: {
    label: { type: String, value: '' },
    hint: { type: String, value: '' },
    send: { type: String, value: '' },
    /** What stands in the line when the page opens. */
    draft: { type: String, value: '' },
    /** A message is on its way: what is typed waits. */
    busy: { type: Boolean, value: false },
  },
  data: { typed: '' },
  lifetimes: {
    attached() {
      this.setData({ typed: this.data.draft });
    },
  },
  methods: {
    type({ detail }: { detail: { value: string } }) {
      this.setData({ typed: detail.value });
      this.triggerEvent('draft', { value: detail.value });
    },
    press() {
      const { typed, busy } = this.data;
      if (busy || typed.trim() === '') return;
      this.setData({ typed: '' });
      this.triggerEvent('send', { value: typed });
    },
  },
});
