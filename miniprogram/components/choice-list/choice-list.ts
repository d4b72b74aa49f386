/** Choices of a closed list, one of which may be taken. Whole rows are pressed. */
Component({
  properties: {
    /** `{ value, label, note }` each; `note` may be left out. */
    choices: { type: Array, value: [] as { value: string; label: string; note?: string }[] },
    value: { type: String, value: '' },
    label: { type: String, value: '' },
  },
  methods: {
    choose(event: { currentTarget: { dataset: { value: string } } }) {
      this.triggerEvent('choose', { value: event.currentTarget.dataset.value });
    },
  },
});
