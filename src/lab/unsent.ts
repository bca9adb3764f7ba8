/** What becomes of the next acknowledgement of a client: sent; never sent, while everything else goes on; or its process dies before it leaves. */
export type NextAck = "sent" | "withhold" | "crash";
export type Ack = "PUBACK" | "PUBREC" | "PUBCOMP";
/** An acknowledgement that has not left its client, and why. says: the same as a sentence. */
export type Unsent = { readonly fault: Exclude<NextAck, "sent">; readonly packet: Ack; readonly packetId: number; readonly says: string };
