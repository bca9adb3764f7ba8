import mqttPacket from "mqtt-packet";

/** mqtt-packet, with which Aedes writes, fills a table of 65,536 numbers before its first packet, for tens of ms: here, nobody waits for it. */
export function fillNumberTable(): void {
	mqttPacket.generate({ cmd: "pingresp" });
}
