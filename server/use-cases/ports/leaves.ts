/** A time in which a member of staff is away, and who acts for them meanwhile. */
export interface StaffLeave {
  id: string;
  staffId: string;
  /** Half-open span of instants: back at `untilAt`. */
  fromAt: number;
  untilAt: number;
  /** A colleague who is told instead; null: nobody in particular. */
  delegateId: string | null;
  /** Who entered it: the member, or a lead. */
  enteredBy: string;
  createdAt: number;
  /** When it was taken back or ended early; null while it stands. */
  endedAt: number | null;
}

/** Leave of staff. Rows are never removed by whoever entered them: an ended one says who was away when. */
export interface LeaveRepository {
  insert(leave: StaffLeave): Promise<void>;
  /** Keeps others from entering a leave of this member until the unit ends: what is read afterwards stands. */
  lock(staffId: string): Promise<void>;
  find(id: string): Promise<StaffLeave | null>;
  /** What stands at this instant, of everybody: a few rows at most. */
  standingAt(now: number): Promise<StaffLeave[]>;
  /** What stands now or later, of these members, earliest first. */
  aheadOf(staffIds: readonly string[], now: number): Promise<StaffLeave[]>;
  /** False when it was ended before. */
  end(id: string, at: number): Promise<boolean>;
}
