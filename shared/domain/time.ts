/** Source of the present. The server passes the system's; tests and the demo pass one they push. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}
