/** A row of a list in which any number may be ticked. */
export interface TickRow {
  value: string;
  label: string;
  note: string;
  /** Stands at the end of the row, for example a price. */
  aside: string;
  ticked: boolean;
  disabled: boolean;
}

/** Rows that are ticked and unticked; what cannot be ticked says why in its note. */
Component({
  properties: {
    rows: { type: Array, value: [] as TickRow[] },
    label: { type: String, value: '' },
  },
  methods: {
    toggle(event: { currentTarget: { dataset: { value: string; disabled: boolean } } }) {
      const { value, disabled } = event.currentTarget.dataset;
      if (!disabled) this.triggerEvent('toggle', { value });
    },
  },
});
