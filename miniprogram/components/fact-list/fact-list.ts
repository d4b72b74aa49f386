/** One line of what is known: its name, the value, and perhaps a way to change it. */
export interface FactRow {
  key: string;
  label: string;
  value: string;
  /** Something to know about the value, for example that it was changed. */
  note: string;
  /** Word of the link; empty where nothing can be done. */
  act: string;
}

/** Names and values below one another; a row with a link is pressed as a whole. */
Component({
  properties: {
    rows: { type: Array, value: [] as FactRow[] },
  },
  methods: {
    press(event: { currentTarget: { dataset: { key: string; act: string } } }) {
      const { key, act } = event.currentTarget.dataset;
      if (act) this.triggerEvent('act', { key });
    },
  },
});
