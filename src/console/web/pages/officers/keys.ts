/** The query of all officers: whatever is done to one stands in the audit log, and is told with it. */
export const OFFICERS = ['audit', 'officers'];
