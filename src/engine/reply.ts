/** What the assistant says, knowing no platform. A channel renders it within its own limits. */
export interface Reply {
  text: string;
  /**
   * The text to keep on record where it must differ from what is shown, because it names a day
   * from which a birth date could be read. Absent: keep `text`.
   */
  record?: string;
  buttons: readonly ReplyButton[];
  /** A link out of the chat. Delivery replaces `url` by a tracked address and shows `host` beside it. */
  link?: ReplyLink;
}

/** A button; pressing it sends `payload` back. Several buttons may stand under one message. */
export interface ReplyButton {
  label: string;
  payload: string;
}

export interface ReplyLink {
  /** Name in `links` of `flows/programme.yaml`; what the outreach events call it. */
  name: string;
  label: string;
  url: string;
  /** Where it leads, as people should read it beside the button: `hiendienonline.tenmien.vn`. */
  host: string;
}
