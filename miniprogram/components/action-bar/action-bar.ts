/** The one main act of a page, always in reach of the thumb; beside it, at most one quieter way on. */
Component({
  properties: {
    label: { type: String, value: '' },
    busyLabel: { type: String, value: '' },
    busy: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    /** `share`: the main button sends the page's card to a friend. */
    openType: { type: String, value: '' },
    secondLabel: { type: String, value: '' },
    /** The second act stands under the main one, whatever the length of the labels. */
    stacked: { type: Boolean, value: false },
  },
  methods: {
    press() {
      this.triggerEvent('press');
    },
    pressSecond() {
      this.triggerEvent('second');
    },
  },
});
