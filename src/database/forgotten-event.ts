/**
 * SQL for what stands in `inbox.event_id` once the person was erased: a platform's name for an
 * event may be built of the person's (Bot Service's, our own web chat's are). The hash tells nothing
 * of them by itself, and the same event, should the platform send it again, is still known.
 *
 * @param eventId an SQL expression: the name as the platform gave it
 */
export function forgottenEvent(eventId: string): string {
  return `'erased:' || encode(sha256(convert_to(${eventId}, 'UTF8')), 'hex')`;
}
