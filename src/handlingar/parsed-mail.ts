/** A mail saved as a file, whichever program saved it: what it says about itself, and what is in it. */
export interface ParsedMail {
  from: { name?: string; address?: string }
  subject: string | undefined
  /**
   * Times, the best first, as the mail writes them: when the receiving server took it (FL 22 §: when it reached the authority), and only
   * then what the sender's own program says.
   */
  times: (string | undefined)[]
  /** Its own text, or its HTML; null where it has none that can be read. */
  body: string | Uint8Array | null
  attachments: { name: string | null; bytes: Uint8Array }[]
}

/** Attachments beyond this are still in the original; they are not registered one by one. */
export const MAX_ATTACHMENTS = 50

/** The time that the newest Received line ends with: the receiving server has put it there. */
export function receivedTime(received: string | undefined): string | undefined {
  return received?.split(';').at(-1)?.trim()
}
