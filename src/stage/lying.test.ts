import { expect, test } from "vitest";
import type { LostPacket } from "#model/world.ts";
import { CONNECTED, CONNECTING, client, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import { lyingOn } from "./lying.ts";

const lost = (connection: string, clientId: string | null = "sub-1") => ({ packet: "p1", connection, clientId }) as LostPacket;
const from = (phase: Parameters<typeof client>[1]) => worldOf(client("sub-1", phase)).clients;

test("a lost packet lies under its cut wire, and is gone with the first packet of the next connection", () => {
	expect(lyingOn([lost("c0")], from(OFFLINE))).toHaveLength(1);
	expect(lyingOn([lost("c0")], from(CONNECTING))).toEqual([]);
	expect(lyingOn([lost("c0")], from(CONNECTED))).toEqual([]);
	expect(lyingOn([lost("c1"), lost("c0", null), lost("c0", "pub-1")], from(CONNECTED))).toHaveLength(3);
});
