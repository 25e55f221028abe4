/** The query of one's own sessions. */
export const MY_SESSIONS = ['my-sessions'];
