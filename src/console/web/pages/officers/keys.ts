/** The query of all officers. */
export const OFFICERS = ['officers'];
