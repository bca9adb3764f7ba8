/** A version of MQTT, as CONNECT names it [3.1.1 section 3.1.2]. */
export type MqttVersion = { readonly protocolName: string; readonly protocolLevel: number };

const MQTT_3_1: MqttVersion = { protocolName: "MQIsdp", protocolLevel: 3 };
const MQTT_3_1_1: MqttVersion = { protocolName: "MQTT", protocolLevel: 4 };
export const MQTT_5: MqttVersion = { protocolName: "MQTT", protocolLevel: 5 };

/** The versions of which this codec reads every packet whole: MQTT 3.1 has the same layout as 3.1.1. */
export const READ_WHOLE: readonly MqttVersion[] = [MQTT_3_1, MQTT_3_1_1];

export function isOf(versions: readonly MqttVersion[], { protocolName, protocolLevel }: MqttVersion): boolean {
	return versions.some((one) => one.protocolName === protocolName && one.protocolLevel === protocolLevel);
}
