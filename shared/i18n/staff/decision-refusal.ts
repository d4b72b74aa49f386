/** Why a press or a page's form changed nothing. Each has words for the reviewer (`press.*`). */
export type DecisionRefusal =
  | 'absent'
  | 'not_staff'
  | 'conflict_of_interest'
  | 'foreign_card'
  | 'unknown_act'
  | 'late'
  | 'not_viewed'
  | 'final_unconfirmed'
  | 'reason_required'
  | 'reason_words_needed'
  | 'reason_refused'
  | 'review_ended'
  | 'payment_due_passed'
  | 'conflict';
