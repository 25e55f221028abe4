import dayjs from 'dayjs';
import relativeTime from 'dayjs/plugin/relativeTime';

dayjs.extend(relativeTime);

/** How long ago something was when another thing was: "2 phút trước". */
export function ago(instant: string, at: string): string {
  return dayjs(instant).from(at);
}
