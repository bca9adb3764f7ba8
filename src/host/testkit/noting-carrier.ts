import type { Socket } from "#engine/port.ts";

/** For tests of the host: an MQTT carrier that leads nowhere, and a record of what was asked of it. */
export function openNotingCarrier(): Socket & { readonly asked: readonly string[] } {
	const asked: string[] = [];
	return {
		asked,
		send: (bytes) => void asked.push(`send ${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`),
		unsent: () => 0,
		pause: () => void asked.push("pause"),
		resume: () => void asked.push("resume"),
		end: () => void asked.push("end"),
		terminate: () => void asked.push("terminate"),
	};
}
